package org.millrace.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.model.evaluation.Horizons;

class TrainPlanTest {

    private static TrainPlan plan(String... settings) {
        return TrainPlan.of(Keys.builder()
                .set(List.of("kafka.bootstrap.servers=localhost:9092", "model.features=2", "model.classes=[no, yes]"))
                .set(List.of(settings))
                .build());
    }

    @Test
    void prequentialFiguresLookAsFarBackAsTheKeysSay() {
        assertThat(plan().train().horizons()).isEqualTo(Horizons.DEFAULT).isEqualTo(new Horizons(1_000, 0.999));
        assertThat(plan("evaluation.window=250", "evaluation.fading=0.9")
                        .train()
                        .horizons())
                .isEqualTo(new Horizons(250, 0.9));
    }
}
