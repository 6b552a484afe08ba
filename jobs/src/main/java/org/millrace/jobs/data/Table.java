package org.millrace.jobs.data;

import java.util.ArrayList;
import java.util.List;
import org.millrace.operators.format.LabelledExample;

/** Examples with floating-point features, row by row. */
final class Table implements Dataset.Part {

    private final List<LabelledExample> rows;

    private Table(List<LabelledExample> rows) {
        this.rows = rows;
    }

    static Table of(List<LabelledExample> rows) {
        return new Table(new ArrayList<>(rows));
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public LabelledExample get(int index) {
        LabelledExample row = rows.get(index);
        return new LabelledExample(
                row.id(),
                row.timestamp(),
                row.features().clone(),
                row.label(),
                row.targets().clone());
    }
}
