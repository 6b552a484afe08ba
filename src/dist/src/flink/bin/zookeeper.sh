#!/usr/bin/env bash
# zookeeper.sh start-foreground [ID]: the ZooKeeper that Flink brings, configured by conf/zoo.cfg, until it is ended by a
# signal. A JobManager with high availability keeps there which jobs run and which checkpoint is the last.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[[ ${1:-} == start-foreground ]] || fail "usage: $(basename "$0") start-foreground [ID]"
configuration=$(flink_says UPDATE_AND_GET_FLINK_CONFIGURATION -flatten)
log=$(log_file_of zookeeper)
exec "$java" -Xmx128m \
  "-Dlog.file=$log" "-Dlog4j.configurationFile=file:$FLINK_CONF_DIR/log4j-console.properties" \
  -cp "$class_path" org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer \
  --zkConfigFile "$FLINK_CONF_DIR/zoo.cfg" --peerId "${2:-1}"
