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
    void listsEveryKeyInOrderWithItsDefault() {
        assertThat(Keys.CATALOGUE.keys().stream()
                        .map(key -> key.name() + "=" + key.defaultText().orElse("(required)")))
                .containsExactly(
                        "model.name=millrace",
                        "model.features=(required)",
                        "model.task=classification",
                        "model.classes=(required)",
                        "model.hidden-layers=[64]",
                        "model.activation=relu",
                        "model.initialization=he",
                        "model.scaling=standardize",
                        "model.dropout=0",
                        "training.passes=1",
                        "training.batch-size=64",
                        "training.batch-max-age=none",
                        "training.order=arrival",
                        "training.idle-timeout=none",
                        "training.seed=42",
                        "training.optimizer=adam",
                        "training.learning-rate=0.001",
                        "training.momentum=0.9",
                        "training.adagrad-epsilon=1e-10",
                        "training.rmsprop-decay=0.99",
                        "training.rmsprop-epsilon=1e-8",
                        "training.adam-beta1=0.9",
                        "training.adam-beta2=0.999",
                        "training.adam-epsilon=1e-8",
                        "training.ftrl-beta=1",
                        "training.ftrl-l1=0",
                        "training.ftrl-l2=0",
                        "training.l1=0",
                        "training.l2=0",
                        "training.weight-decay=auto",
                        "training.clip-norm=0",
                        "training.clip-value=0",
                        "training.loss=auto",
                        "training.label-smoothing=0",
                        "training.class-weights=none",
                        "training.huber-delta=1",
                        "training.schedule=constant",
                        "training.schedule-every=10%",
                        "training.schedule-decay=0.5",
                        "training.schedule-length=100%",
                        "training.schedule-power=1",
                        "training.schedule-end=0",
                        "training.schedule-growth=2",
                        "training.schedule-rise=0.3",
                        "training.schedule-start=0.04",
                        "training.warmup-steps=0",
                        "training.reduce-on-plateau=false",
                        "training.plateau-reduction=0.5",
                        "training.plateau-patience=5",
                        "training.plateau-threshold=0.0001",
                        "training.plateau-least=0",
                        "validation.every=1000",
                        "validation.window=100",
                        "test.fraction=0.1",
                        "test.by=place",
                        "test.topic=",
                        "source.mode=passes",
                        "source.stay-open=false",
                        "topics.examples=examples",
                        "topics.evaluations=evaluations",
                        "topics.dead-letters=dead-letters",
                        "topics.delivery=at-least-once",
                        "kafka.bootstrap.servers=(required)",
                        "flink.parallelism=1",
                        "flink.state-backend=hashmap",
                        "flink.checkpoint-interval=10s",
                        "flink.checkpoint-timeout=10min",
                        "flink.checkpoint-min-pause=500ms",
                        "flink.checkpoint-failures=30",
                        "flink.checkpoint-unaligned=false",
                        "flink.checkpoint-directory=",
                        "flink.savepoint-directory=",
                        "flink.ui-port=0",
                        "metrics.port=9249-9259",
                        "quickstart.kafka-port=0",
                        "quickstart.partitions=1",
                        "quickstart.shuffle=true");
    }

    @Test
    void defaultsAreReadAsTheTypeOfTheirKey() {
        JobConfig config = complete();

        assertThat(config.get(ModelKeys.NAME)).isEqualTo("millrace");
        assertThat(config.get(ModelKeys.HIDDEN_LAYERS)).isEqualTo(List.of(64));
        assertThat(config.get(ModelKeys.SCALING)).isEqualTo(Scaling.STANDARDIZE);
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
