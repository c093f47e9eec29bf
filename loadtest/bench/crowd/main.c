/* A crowd of WebSocket clients in one thread: opens sockets, reads docs/protocol.md's frames, and believes nothing.
 *
 * crowd HOST PORT TARGETS ORIGIN TOPIC SNAPSHOTS SOURCES
 *   TARGETS    a file with a line "path<TAB>cookie" for each socket, used round and round
 *   TOPIC      whose facts are verified: each socket must get each offset once, in order
 *   SNAPSHOTS  how many snapshots make a socket ready; 0: the handshake alone does
 *   SOURCES    over how many addresses of 127.1.0.0/16 the sockets are spread
 *
 * Commands come as lines of words on stdin; each is answered by one JSON object on stdout:
 *   open COUNT PER_SECOND IN_FLIGHT   (PER_SECOND 0: as fast as IN_FLIGHT allows)
 *   say PER_SECOND TEXT               (each open socket says TEXT once; $ in it becomes the socket's number)
 *   hush                              (who has not said it yet does not)
 *   reset | report | close | quit
 */
#include "crowd.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Wanted wanted;

static int opening_total, opening_per_second, opening_in_flight;
static int say_next, say_total, say_per_second;
static int64_t saying_began_us;
static char say_text[MAX_SAID / 2];

int64_t now_us(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("crowd: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(2);
}

void *resized(void *memory, size_t size) {
    void *larger = realloc(memory, size);
    if (!larger) die("expected %zu bytes of memory, got none; try fewer sockets", size);
    return larger;
}

/* How many are due by now at this pace. */
static int64_t due(int per_second, int64_t began_us) {
    return per_second ? (now_us(CLOCK_MONOTONIC) - began_us) * per_second / 1000000 + 1 : INT32_MAX;
}

static void open_due(void) {
    int64_t allowed = due(opening_per_second, present.opening_began_us) - (opening_total - present.opening_left);
    for (; present.opening_left && allowed > 0 && present.in_flight < opening_in_flight; allowed--) {
        present.opening_left--;
        begin();
    }
}

static void say_due(void) {
    for (int64_t until = due(say_per_second, saying_began_us); say_next < say_total && say_next < until; say_next++) {
        if (clients[say_next].state != OPEN) continue;
        char said[MAX_SAID];
        size_t size = 0;
        for (const char *at = say_text; *at && size < sizeof said - 16; at++) {
            if (*at == '$') size += (size_t)sprintf(said + size, "%d", say_next);
            else said[size++] = *at;
        }
        say(&clients[say_next], said, size);
    }
}

static void close_all(void) {
    present.opening_left = say_next = say_total = 0;
    for (int i = 0; i < client_count; i++) hang_up(&clients[i], NULL);
    client_count = 0;
}

static void obey(char *line) {
    int count, per_second, in_flight, text_at = 0;
    if (!strcmp(line, "report")) {
        print_counts();
        return;
    }
    if (sscanf(line, "open %d %d %d", &count, &per_second, &in_flight) == 3) {
        make_room(count);
        present.opening_left = opening_total = count;
        opening_per_second = per_second;
        opening_in_flight = in_flight;
        present.opening_began_us = present.last_ready_us = now_us(CLOCK_MONOTONIC);
    } else if (sscanf(line, "say %d %n", &per_second, &text_at) == 1 && text_at &&
               strlen(line + text_at) < sizeof say_text) {
        strcpy(say_text, line + text_at);
        say_next = 0;
        say_total = client_count;
        say_per_second = per_second;
        saying_began_us = now_us(CLOCK_MONOTONIC);
    } else if (!strcmp(line, "hush")) say_next = say_total = 0;
    else if (!strcmp(line, "reset")) reset_counts();
    else if (!strcmp(line, "close")) close_all();
    else if (!strcmp(line, "quit")) exit(0);
    else {
        printf("{\"error\":\"expected open, say, hush, reset, report, close or quit with their numbers\"}\n");
        return;
    }
    printf("{}\n");
}

static void read_commands(void) {
    static char lines[16384];
    static size_t size;
    ssize_t got = read(0, lines + size, sizeof lines - 1 - size);
    if (got <= 0) exit(0);
    lines[size += (size_t)got] = 0;
    for (char *end; (end = strchr(lines, '\n'));) {
        *end = 0;
        obey(lines);
        size -= (size_t)(end + 1 - lines);
        memmove(lines, end + 1, size + 1);
    }
    fflush(stdout);
}

static void load_targets(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) die("expected a file of targets, cannot open %s", path);
    char *line = NULL;
    size_t room = 0;
    for (ssize_t size; (size = getline(&line, &room, file)) > 0;) {
        line[strcspn(line, "\n")] = 0;
        wanted.targets = resized(wanted.targets, (wanted.target_count + 1) * sizeof *wanted.targets);
        wanted.targets[wanted.target_count++] = strdup(line);
    }
    free(line);
    fclose(file);
    if (!wanted.target_count) die("expected at least one line in %s, got none", path);
}

int main(int count, char **words) {
    if (count != 8) die("expected HOST PORT TARGETS ORIGIN TOPIC SNAPSHOTS SOURCES, got %d words", count - 1);
    signal(SIGPIPE, SIG_IGN);
    connect_to(words[1], atoi(words[2]));
    load_targets(words[3]);
    wanted.origin = words[4];
    if (!strstr(wanted.origin, "//")) die("expected an origin such as http://127.0.0.1:8000, got %s", wanted.origin);
    static char mark[256];
    snprintf(mark, sizeof mark, "\"topic\":\"%s\"", words[5]);
    wanted.topic_mark = mark;
    wanted.snapshots = atoi(words[6]);
    wanted.sources = atoi(words[7]);
    if (wanted.sources < 1 || wanted.sources > 60000) die("expected 1 to 60000 sources, got %s", words[7]);
    for (;;) {
        bool is_busy = present.opening_left || say_next < say_total;
        handle_events(is_busy ? 1 : -1, read_commands);
        if (present.opening_left) open_due();
        if (say_next < say_total) say_due();
    }
}
