/* Numbers, and the JSON that they are told in. */
#include "crowd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Seen seen;
Ended ended;
Present present;

void add_sample(Samples *samples, int64_t value_us) {
    if (samples->count == samples->room) {
        samples->room = samples->room ? samples->room * 2 : 1024;
        samples->at = resized(samples->at, samples->room * sizeof *samples->at);
    }
    samples->at[samples->count++] = value_us;
}

static int ascending(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void print_samples(const char *name, Samples *samples) {
    if (!samples->count) {
        printf(",\"%s\":null", name);
        return;
    }
    qsort(samples->at, samples->count, sizeof *samples->at, ascending);
    size_t last = samples->count - 1;
    printf(",\"%s\":{\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f,\"max\":%.3f}", name, samples->at[last / 2] / 1e3,
           samples->at[last * 95 / 100] / 1e3, samples->at[last * 99 / 100] / 1e3, samples->at[last] / 1e3);
}

static int late_ms_of(uint64_t rank) {
    int ms = 0;
    for (uint64_t sum = seen.late[0]; sum < rank && ms < LATENCIES_MS;) sum += seen.late[++ms];
    return ms;
}

static void print_latencies(void) {
    uint64_t all = seen.facts;
    if (all)
        printf(",\"delivery_ms\":{\"p50\":%d,\"p95\":%d,\"p99\":%d,\"max\":%d}", late_ms_of((all * 50 + 99) / 100),
               late_ms_of((all * 95 + 99) / 100), late_ms_of((all * 99 + 99) / 100), late_ms_of(all));
    else printf(",\"delivery_ms\":null");
}

void reset_counts(void) {
    free(seen.handshakes.at);
    free(seen.snapshots.at);
    free(seen.answers.at);
    seen = (Seen){0};
}

void print_counts(void) {
    int64_t lowest = INT64_MAX, highest = -1;
    for (int i = 0; i < client_count; i++) {
        if (clients[i].state != OPEN) continue;
        if (clients[i].offset < lowest) lowest = clients[i].offset;
        if (clients[i].offset > highest) highest = clients[i].offset;
    }
    printf("{\"begun\":%d,\"left\":%d,\"open\":%d,\"ready\":%d,\"in_flight\":%d", client_count,
           present.opening_left, present.open, present.ready, present.in_flight);
    printf(",\"opening_s\":%.6f", (present.last_ready_us - present.opening_began_us) / 1e6);
    printf(",\"refused\":%lu,\"failed\":%lu,\"lost\":%lu,\"bad\":%lu,\"codes\":{", ended.refused, ended.failed,
           ended.lost, ended.bad);
    for (int i = 0; i < MAX_CODES && ended.code_counts[i]; i++)
        printf("%s\"%d\":%lu", i ? "," : "", ended.codes[i], ended.code_counts[i]);
    printf("},\"frames\":%lu,\"messages\":%lu,\"bytes\":%lu", seen.frames, seen.messages, seen.bytes);
    printf(",\"facts\":%lu,\"gaps\":%lu,\"missed\":%lu", seen.facts, seen.gaps, seen.missed);
    printf(",\"duplicates\":%lu,\"said\":%lu,\"acks\":%lu", seen.duplicates, seen.said, seen.acks);
    printf(",\"refusals\":%lu,\"pings\":%lu", seen.refusals, seen.pings);
    printf(",\"lowest\":%ld,\"highest\":%ld", present.open ? lowest : -1, highest);
    print_samples("handshake_ms", &seen.handshakes);
    print_samples("snapshot_ms", &seen.snapshots);
    print_samples("answer_ms", &seen.answers);
    print_latencies();
    printf("}\n");
}
