package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CpuProfileTest {

    @Test
    void addsUpTheSamplesOfAStage() {
        CpuProfile profile = CpuProfile.ofCollapsed("""
                [Train (1/1)#0 tid=7];java/lang/Thread.run;org/millrace/model/Learner.learn 30000000
                [Train (1/1)#0 tid=7];org/millrace/operators/train/Train.processElement 10000000
                [GC Thread#0 tid=8];[no_Java_frame] 10000000
                """);
        assertThat(profile.share(Stage.LEARN)).isCloseTo(0.8, within(1e-12));
        assertThat(profile.share(Stage.GC)).isCloseTo(0.2, within(1e-12));
        assertThat(profile.share(Stage.DECODE)).isZero();
    }

    @Test
    void hasNoSharesWithoutSamples() {
        assertThat(CpuProfile.ofCollapsed("").share(Stage.LEARN)).isZero();
    }

    @Test
    void refusesWhatIsNotASample() {
        assertThatThrownBy(() -> CpuProfile.ofCollapsed("java/lang/Thread.run 5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a collapsed stack: java/lang/Thread.run 5");
    }
}
