#!/usr/bin/env bash
# taskmanager.sh start-foreground: a TaskManager, until it is ended by a signal.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
run_in_foreground taskmanager GET_TM_RESOURCE_PARAMS org.apache.flink.runtime.taskexecutor.TaskManagerRunner "$@"
