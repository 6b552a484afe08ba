package org.millrace.jobs.config.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.JobConfig;
import org.millrace.model.loss.Task;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.scaling.Scaling;
import org.millrace.operators.policy.SplitPolicy.TestBy;

class KeysTest {

    private static JobConfig complete() {
        return Keys.builder()
                .known(Map.of(
                        "model.features",
                        64,
                        "model.classes",
                        List.of("no", "yes"),
                        "kafka.bootstrap.servers",
                        "localhost:9092"))
                .build();
    }

    @Test
    void defaultsAreReadAsTheTypeOfTheirKey() {
        JobConfig config = complete();

        assertThat(config.get(ModelKeys.NAME)).isEqualTo("millrace");
        assertThat(config.get(ModelKeys.HIDDEN_LAYERS)).isEqualTo(List.of(64));
        assertThat(config.get(ScalingKeys.SCALING)).isEqualTo(Scaling.STANDARDIZE);
        assertThat(config.get(OptimizerKeys.LEARNING_RATE)).isEqualTo(0.001);
        assertThat(config.get(Optimizers.ADAM_EPSILON)).isEqualTo(1e-8);
        assertThat(config.get(OptimizerKeys.CLIP_NORM)).isZero();
        assertThat(config.get(TrainingKeys.SEED)).isEqualTo(42L);
        assertThat(config.get(HoldOutKeys.TEST_BY)).isEqualTo(TestBy.PLACE);
        assertThat(config.get(HoldOutKeys.TEST_TOPIC)).isEmpty();
        assertThat(config.get(MetricsKeys.PORT)).contains(new PortRange(9249, 9259));
        assertThat(config.get(KafkaKeys.SOURCE_MODE)).isEqualTo(SourceMode.PASSES);
        assertThat(config.get(FlinkKeys.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anOptimizerHasTheNameThatTheModelKnowsItBy() {
        JobConfig config = complete();

        assertThat(Optimizers.ALL).allSatisfy(choice -> assertThat(choice.read(config))
                .extracting(Optimizer::kind)
                .isEqualTo(choice.name()));
    }

    @Test
    void everyTaskHasALoss() {
        JobConfig config = complete();

        assertThat(Task.values())
                .allSatisfy(task -> assertThat(Losses.suiting(task, config)).isNotEmpty());
    }
}
