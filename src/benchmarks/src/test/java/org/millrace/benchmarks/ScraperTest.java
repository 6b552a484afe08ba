package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScraperTest {

    @Test
    void addsUpWhatTheTasksOfTheSourceHaveRead() {
        String page = """
                # TYPE flink_taskmanager_job_task_operator_num_records_out_total counter
                flink_taskmanager_job_task_operator_num_records_out_total{operator_name="Source: Examples",subtask_index="0"} 1.2E7
                flink_taskmanager_job_task_operator_num_records_out_total{operator_name="Source: Examples",subtask_index="1"} 55738.0
                flink_taskmanager_job_task_operator_num_records_out_total{operator_name="HoldOut",subtask_index="0"} 7.0
                flink_taskmanager_job_task_operator_num_records_in_total{operator_name="Source: Examples",subtask_index="0"} 9.0
                """;
        assertThat(Scraper.examplesIn(page)).isEqualTo(12_055_738);
        assertThat(Scraper.examplesIn("")).isZero();
    }
}
