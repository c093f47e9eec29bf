#ifndef CROWD_H
#define CROWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum { LATENCIES_MS = 60000, MAX_CODES = 16, MAX_HEAD = 16 << 10, MAX_SAID = 8 << 10 };

/* One key for all, so that the expected answer needs no SHA-1: the sample nonce of RFC 6455, section 1.3. */
#define KEY "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

typedef enum { CLOSED, CONNECTING, SHAKING, OPEN } State;

typedef struct {
    char *kept; /* bytes of a frame or head that is not whole yet */
    size_t kept_size, kept_room;
    int64_t offset; /* of the last fact; -1: none yet */
    int64_t began_us, said_us;
    int fd, number;
    uint16_t snapshots;
    uint8_t state;
    bool ready;
} Client;

typedef struct {
    int64_t *at;
    size_t count, room;
} Samples;

/* What was asked for on the command line. */
typedef struct {
    const char *origin, *topic_mark;
    int snapshots, sources;
    char **targets;
    size_t target_count;
} Wanted;

/* Since the last reset. */
typedef struct {
    uint64_t frames, messages, bytes, facts, gaps, missed, duplicates, said, acks, refusals, pings;
    uint64_t late[LATENCIES_MS + 1]; /* facts by their age in ms */
    Samples handshakes, snapshots, answers; /* in us */
} Seen;

/* Since the start: sockets that are gone, by why. */
typedef struct {
    uint64_t refused, failed, lost, bad;
    uint64_t code_counts[MAX_CODES];
    int codes[MAX_CODES];
} Ended;

/* Now. */
typedef struct {
    int open, ready, in_flight;
    int64_t opening_began_us, last_ready_us;
    int opening_left;
} Present;

extern Client *clients;
extern int client_count; /* begun so far, whatever became of them */
extern Wanted wanted;
extern Seen seen;
extern Ended ended;
extern Present present;

/* main.c */
void die(const char *format, ...);
void *resized(void *memory, size_t size);
int64_t now_us(clockid_t clock);

/* client.c */
void connect_to(const char *host, int port);
void make_room(int count);
void begin(void);
void become_ready(Client *client);
void hang_up(Client *client, uint64_t *why); /* adds one to *why, if there is one */
void handle_events(int timeout_ms, void (*read_commands)(void));

/* frames.c */
size_t take_frames(Client *client, const char *data, size_t size);
void say(Client *client, const char *text, size_t size);

/* counts.c */
void add_sample(Samples *samples, int64_t value_us);
void reset_counts(void);
void print_counts(void);

#endif
