#!/usr/bin/env bash
# jobmanager.sh start-foreground: a JobManager for many jobs, until it is ended by a signal.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
run_in_foreground jobmanager GET_JM_RESOURCE_PARAMS \
  org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "$@"
