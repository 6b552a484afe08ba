package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.RowEncoder;

class CsvExampleFormatTest {

    private static final List<String> COLUMNS = List.of("id", "Sepal.Length", "note", "width", "label");
    private static final ExampleSchema SCHEMA = new ExampleSchema(
            Fields.of(List.of(number("/Sepal.Length"), number("width"))),
            Task.CLASSIFICATION,
            List.of("setosa", "say \"so\", then"));

    private static Feature number(String field) {
        return new Feature(FieldPath.parse(field), NumberKind.PLAIN, new Missing(Missing.Rule.MEAN, "", false));
    }

    private static CsvExampleFormat format(char separator, boolean decimalComma) {
        return new CsvExampleFormat(new CsvLayout(COLUMNS, separator, decimalComma), Limits.DEFAULT);
    }

    private static ExampleRow read(CsvExampleFormat format, String line) throws BadExampleException {
        return ExampleRows.row(format, line.getBytes(UTF_8), new RowEncoder(SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a-1,5.1,nice,3.5,setosa                          | a-1  | 5.1 | 3.5 | 0",
                "`a-1,5.1,nice,3.5,setosa\r\n`                    | a-1  | 5.1 | 3.5 | 0",
                "`\"a,1\", 5.1 ,\"two\nlines\",+3.5e0,\"say \"\"so\"\", then\"` | a,1 | 5.1 | 3.5 | 1",
                ",,,NA,setosa                                     | null | NaN | NaN | 0",
            })
    void readsALine(String line, String id, double length, double width, int label) throws Exception {
        ExampleRow row = read(format(',', false), line);

        assertThat(String.valueOf(row.id())).isEqualTo(id);
        assertThat((Double) row.number(0)).isEqualTo((Double) length);
        assertThat((Double) row.number(1)).isEqualTo((Double) width);
        assertThat(row.label()).isEqualTo(label);
    }

    @Test
    void readsDecimalCommasAndPointsBetweenThousandsWhenTold() throws Exception {
        ExampleRow row = read(format(';', true), "a;1.234.567,5;3,5;-0,25;setosa");

        assertThat(row.number(0)).isEqualTo(1234567.5);
        assertThat(row.number(1)).isEqualTo(-0.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,5.1,nice,3.5             | MALFORMED           | 4 cells, but csv.columns has 5",
                "`a,1,b,2,setosa\nb,1,b,2,setosa` | MALFORMED     | more than one line of CSV",
                "a,high,nice,3.5,setosa     | NOT_A_FINITE_NUMBER | \"/Sepal.Length\" is not a number: \"high\"",
                "a,5.1,nice,3.5,            | UNKNOWN_LABEL       | label \"\" is neither an index below 2 nor a class name: setosa, say \"so\", then",
            })
    void saysWhatIsWrongWithALine(String line, Reason reason, String message) {
        BadExampleException e = catchThrowableOfType(BadExampleException.class, () -> read(format(',', false), line));

        assertThat(e).hasMessage(message);
        assertThat(e.reason()).isEqualTo(reason);
    }

    @Test
    void refusesLinesWhoseColumnsNobodyNamed() {
        CsvExampleFormat unnamed = new CsvExampleFormat(CsvLayout.NONE, Limits.DEFAULT);

        assertThat(catchThrowableOfType(BadExampleException.class, () -> read(unnamed, "1,2,3")))
                .hasMessage("a line of CSV, whose columns are not known: csv.columns names them");
    }

    @Test
    void readsWhatItWrites() throws Exception {
        LabelledExample example =
                new LabelledExample(Optional.of("x;\"1\""), OptionalLong.empty(), new float[] {0.5f, -1200}, 1);
        for (boolean comma : new boolean[] {true, false}) {
            CsvExampleFormat format = format(';', comma);

            assertThat(ExampleRows.read(format, format.write(example, SCHEMA), SCHEMA))
                    .usingRecursiveComparison()
                    .isEqualTo(example);
        }
    }
}
