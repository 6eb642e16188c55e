#!/usr/bin/env bash
# A department's bot of kcat and jq: accepts (签收) and resolves (解决) each ticket. Run one of it.
#
#   apt-get install kcat jq
#   KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9092 DEPARTMENT=after-sales deploy/examples/bot.sh
set -euo pipefail

: "${KAFKA_BOOTSTRAP_SERVERS:?set it to host:port}" "${DEPARTMENT:?set it to the code of your department}"
name=${BOT_NAME:-example-shell}
# What it has done, and how far it has read.
state=${STATE:-$HOME/.local/state/shouwen-$DEPARTMENT-$name}

# From each message that is a ticket to work on: the hand-off, the key, and two actions. Their ids are the same however
# often we get here. What is not JSON, not a ticket, not ours or resolved is passed by.
# shellcheck disable=SC2016
program='
    def act($verb; $data): {
        specversion: "1.0", id: "\(.data.ticket):\(.data.hand_off):\($verb)", source: "/bots/\($department)/\($name)",
        type: "shouwen.action.\($verb).v1", subject: .data.ticket, data: ({by: $name} + $data)
    } + (if .traceparent then {traceparent} else {} end) | tojson;

    (.payload | fromjson?) | objects | select(.type == "shouwen.department.ticket.v1")
    | select(.data | type == "object" and .department == $department and .status != "resolved")
    | ["\(.data.ticket):\(.data.hand_off)", .data.ticket, act("accept"; {}),
       act("resolve"; {text: "您好，您的工单 \(.data.number) 已处理完毕。"})] | join("\t")
'

main() {
    mkdir -p "$state"
    # One at a time; and what a killed one left running ends first, for it holds the lock as well.
    exec 9>"$state/lock"
    flock 9
    touch "$state/done"
    while true; do
        for partition in $(partitions); do work "$partition"; done
        sleep 0.5
    done
}

partitions() {
    kcat -b "$KAFKA_BOOTSTRAP_SERVERS" -L -J -t "department.$DEPARTMENT.tickets" | jq '.topics[0].partitions[].partition'
}

# Reads some messages, acts, and only then writes down how far it has read.
work() {
    local from
    from=$(cat "$state/offset-$1" 2>/dev/null || echo beginning)
    kcat -q -b "$KAFKA_BOOTSTRAP_SERVERS" -C -t "department.$DEPARTMENT.tickets" -p "$1" -o "$from" -e -c 100 -J \
        -X auto.offset.reset=earliest >"$state/batch"
    [ -s "$state/batch" ] || return 0
    jq -r --arg department "$DEPARTMENT" --arg name "$name" "$program" "$state/batch" |
        awk -F'\t' -v done="$state/done" 'BEGIN { while ((getline line <done) > 0) seen[line] }
            !($1 in seen) { seen[$1]; print }' >"$state/new"
    if [ -s "$state/new" ]; then
        awk -F'\t' '{ print $2 "\t" $3; print $2 "\t" $4 }' "$state/new" |
            kcat -b "$KAFKA_BOOTSTRAP_SERVERS" -P -t "department.$DEPARTMENT.actions" -K '\t' \
                -H 'content-type=application/cloudevents+json; charset=UTF-8' \
                -X enable.idempotence=true -X partitioner=murmur2_random
        cut -f1 "$state/new" >>"$state/done"
        cut -f1 "$state/new" | sed 's/:[0-9]*$/ accepted and resolved/'
    fi
    jq -s 'map(.offset) | max + 1' "$state/batch" >"$state/offset"
    mv "$state/offset" "$state/offset-$1"
}

main
