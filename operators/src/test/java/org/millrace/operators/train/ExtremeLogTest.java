package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.model.StepReport;
import org.millrace.model.loss.Task;
import org.millrace.model.scaling.ExtremeFeature;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.ListedCategory;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;

class ExtremeLogTest {

    private static final ExampleSchema SCHEMA = new ExampleSchema(
            Fields.of(List.of(
                    new Feature(FieldPath.named("country"), new ListedCategory(List.of("FR", "IT")), Missing.REJECTED),
                    new Feature(FieldPath.named("income"), NumberKind.PLAIN, Missing.REJECTED))),
            Task.CLASSIFICATION,
            List.of("no", "yes"));

    private static StepReport report(int column, double score) {
        return new StepReport(7, 0.5, 1, 0.1, false, Optional.of(new ExtremeFeature(column, score)));
    }

    @Test
    void namesAFeatureOnce() {
        ExtremeLog log = new ExtremeLog(SCHEMA);

        assertThat(log.sentence(report(3, 12_345.6)))
                .contains(
                        "a value of the feature income (column 3) lies 12,346 standard deviations from the mean; it counts as"
                                + " if it lay at model.scaling-limit. If it is no mistake, give the feature log: true; if it is one, clip: [least, greatest]");
        assertThat(log.sentence(report(3, 99_999))).isEmpty();
    }

    @Test
    void saysNothingOfWhatMayWellBe() {
        ExtremeLog log = new ExtremeLog(SCHEMA);

        assertThat(log.sentence(report(3, 999))).isEmpty();
        assertThat(log.sentence(report(3, Double.POSITIVE_INFINITY))).isEmpty();
        assertThat(log.sentence(new StepReport(7, 0.5, 1, 0.1, false, Optional.empty())))
                .isEmpty();
    }

    @Test
    void namesTwentyFeaturesAtMost() {
        ExtremeLog log = new ExtremeLog(new ExampleSchema(100, List.of("no", "yes")));
        int told = 0;
        for (int column = 0; column < 100; column++) {
            told += log.sentence(report(column, 1e6)).isPresent() ? 1 : 0;
        }

        assertThat(told).isEqualTo(20);
    }
}
