/* Frames of RFC 6455, and as much of docs/protocol.md as it takes to count facts. */
#define _GNU_SOURCE
#include "crowd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };
enum { MAX_FRAME = 512 << 10 }; /* less than what is read at once */

/* A client's frame: masked, with a mask of zeros. These sockets say little, so their buffers always have room. */
static bool send_frame(Client *client, int opcode, const char *text, size_t size) {
    unsigned char frame[MAX_SAID + 8] = {(unsigned char)(0x80 | opcode)};
    size_t head_size = size < 126 ? 6 : 8;
    if (size > MAX_SAID) return false;
    frame[1] = (unsigned char)(0x80 | (size < 126 ? size : 126));
    if (size >= 126) {
        frame[2] = (unsigned char)(size >> 8);
        frame[3] = (unsigned char)size;
    }
    memcpy(frame + head_size, text, size);
    return send(client->fd, frame, head_size + size, MSG_NOSIGNAL) == (ssize_t)(head_size + size);
}

void say(Client *client, const char *text, size_t size) {
    client->said_us = now_us(CLOCK_MONOTONIC);
    seen.said++;
    if (!send_frame(client, TEXT, text, size)) hang_up(client, &ended.lost);
}

static void take_fact(Client *client, int64_t offset, int64_t late_ms) {
    bool is_first = client->offset < 0;
    if (!is_first && offset <= client->offset) {
        seen.duplicates++;
        return;
    }
    if (!is_first && offset > client->offset + 1) {
        seen.gaps++;
        seen.missed += (uint64_t)(offset - client->offset - 1);
    }
    client->offset = offset;
    seen.facts++;
    seen.late[late_ms < 0 ? 0 : late_ms > LATENCIES_MS ? LATENCIES_MS : late_ms]++;
}

static const char *find(const char *from, const char *end, const char *text) {
    return memmem(from, (size_t)(end - from), text, strlen(text));
}

/* One message; `from` is behind the quotation mark that opens its type. Quotation marks inside JSON strings are
 * escaped, so none of what is looked for here can come from what people wrote. */
static void take_message(Client *client, const char *from, const char *end, int64_t now_ms) {
    seen.messages++;
    if (!strncmp(from, "snapshot\"", 9)) {
        const char *offset = find(from, end, "\"offset\":");
        if (offset && find(from, offset, wanted.topic_mark)) client->offset = strtoll(offset + 9, NULL, 10);
        client->snapshots++;
        become_ready(client);
    } else if (!strncmp(from, "facts\"", 6) && find(from, end, wanted.topic_mark)) {
        for (const char *at = from; (at = find(at, end, "\"offset\":"));) {
            at += 9;
            const char *stamp = find(at, end, "\"at_ms\":");
            int64_t late_ms = stamp ? now_ms - strtoll(stamp + 8, NULL, 10) : 0;
            take_fact(client, strtoll(at, NULL, 10), late_ms);
        }
    } else if (!strncmp(from, "ack\"", 4) || !strncmp(from, "refusal\"", 8)) {
        if (*from == 'a') seen.acks++;
        else seen.refusals++;
        if (client->said_us) add_sample(&seen.answers, now_us(CLOCK_MONOTONIC) - client->said_us);
        client->said_us = 0;
    }
}

static void take_text(Client *client, const char *text, size_t size) {
    static const char opening[] = "{\"type\":\"";
    const char *end = text + size;
    int64_t now_ms = now_us(CLOCK_REALTIME) / 1000;
    const char *message = find(text, end, opening);
    while (message) {
        message += sizeof opening - 1;
        const char *next = find(message, end, opening);
        take_message(client, message, next ? next : end, now_ms);
        message = next;
    }
}

static void take_close(Client *client, const char *body, size_t size) {
    int code = size >= 2 ? (uint8_t)body[0] << 8 | (uint8_t)body[1] : 1005;
    for (int i = 0; i < MAX_CODES; i++) {
        if (ended.code_counts[i] && ended.codes[i] != code) continue;
        ended.codes[i] = code;
        ended.code_counts[i]++;
        break;
    }
    hang_up(client, NULL);
}

/* Take the frames at the beginning of `data`; returns how many bytes they were. */
size_t take_frames(Client *client, const char *data, size_t size) {
    size_t at = 0;
    while (client->state == OPEN && size - at >= 2) {
        const unsigned char *head = (const unsigned char *)data + at;
        int opcode = head[0] & 0x0f, head_size = 2;
        uint64_t body = head[1] & 0x7f;
        if (body >= 126) {
            head_size = body == 126 ? 4 : 10;
            if (size - at < (size_t)head_size) break;
            body = 0;
            for (int i = 2; i < head_size; i++) body = body << 8 | head[i];
        }
        /* Whole, unmasked, without extensions: what docs/protocol.md promises. */
        if ((head[0] & 0xf0) != 0x80 || head[1] & 0x80 || body > MAX_FRAME) {
            hang_up(client, &ended.bad);
            break;
        }
        if (size - at - (size_t)head_size < body) break;
        const char *text = data + at + head_size;
        at += (size_t)head_size + body;
        seen.bytes += (uint64_t)head_size + body;
        switch (opcode) {
            case TEXT:
                seen.frames++;
                take_text(client, text, body);
                break;
            case CLOSE:
                take_close(client, text, body);
                break;
            case PING:
                seen.pings++;
                send_frame(client, PONG, text, body);
                break;
            case PONG:
                break;
            default:
                hang_up(client, &ended.bad);
        }
    }
    return at;
}
