/* The life of one socket: connect, shake hands, read, hang up. */
#define _GNU_SOURCE
#include "crowd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

enum { SHARED = 1 << 20, EVENTS = 512 };
static const uint32_t COMMANDS = UINT32_MAX; /* in place of a socket's number: stdin */

Client *clients;
int client_count;

static struct sockaddr_in server;
static int client_room, poller;
static char shared[SHARED]; /* everybody reads into it; only what is not whole is kept */

void connect_to(const char *host, int port) {
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (!inet_aton(host, &server.sin_addr) || ntohl(server.sin_addr.s_addr) >> 24 != 127)
        die("expected a host in 127.0.0.0/8, got %s: this crowd only goes to its own machine", host);
    poller = epoll_create1(0);
    struct epoll_event commands = {.events = EPOLLIN, .data.u32 = COMMANDS};
    epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &commands);
}

void make_room(int count) {
    if (client_count + count <= client_room) return;
    client_room = client_count + count;
    clients = resized(clients, (size_t)client_room * sizeof *clients);
}

void become_ready(Client *client) {
    if (client->ready || client->state != OPEN || client->snapshots < wanted.snapshots) return;
    client->ready = true;
    present.ready++;
    present.in_flight--;
    present.last_ready_us = now_us(CLOCK_MONOTONIC);
    if (wanted.snapshots) add_sample(&seen.snapshots, present.last_ready_us - client->began_us);
}

void hang_up(Client *client, uint64_t *why) {
    if (client->state == CLOSED) return;
    if (client->state == OPEN) present.open--;
    if (client->ready) present.ready--;
    else present.in_flight--;
    if (why) (*why)++;
    close(client->fd);
    free(client->kept);
    *client = (Client){.number = client->number, .state = CLOSED};
}

static void watch(Client *client, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data.u32 = (uint32_t)client->number};
    epoll_ctl(poller, operation, client->fd, &event);
}

void begin(void) {
    Client *client = &clients[client_count];
    *client = (Client){.number = client_count++, .offset = -1, .state = CONNECTING};
    present.in_flight++;
    client->began_us = now_us(CLOCK_MONOTONIC);
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->fd < 0) {
        hang_up(client, &ended.failed);
        return;
    }
    int on = 1, source = client->number % wanted.sources;
    struct sockaddr_in local = {.sin_family = AF_INET};
    local.sin_addr.s_addr = htonl(0x7f010001u + (uint32_t)source);
    /* The port is chosen at connect(), so that each source address has all ports to itself. */
    setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (bind(client->fd, (struct sockaddr *)&local, sizeof local) < 0 ||
        (connect(client->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS)) {
        hang_up(client, &ended.failed);
        return;
    }
    watch(client, EPOLLOUT, EPOLL_CTL_ADD);
}

/* What Chromium sends, so that servers have as much to parse as in earnest. */
static void send_head(Client *client) {
    const char *target = wanted.targets[(size_t)client->number % wanted.target_count], *tab = strchr(target, '\t');
    int path_size = tab ? (int)(tab - target) : (int)strlen(target);
    const char *cookie = tab ? tab + 1 : "";
    char head[MAX_HEAD];
    int size = snprintf(
        head, sizeof head,
        "GET %.*s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
        "Safari/537.36\r\nUpgrade: websocket\r\nOrigin: %s\r\nSec-WebSocket-Version: 13\r\n"
        "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en;q=0.9,fr;q=0.8\r\n%s%s%s"
        "Sec-WebSocket-Key: " KEY "\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n",
        path_size, target, strstr(wanted.origin, "//") + 2, wanted.origin, *cookie ? "Cookie: " : "", cookie,
        *cookie ? "\r\n" : "");
    if (size >= (int)sizeof head || send(client->fd, head, (size_t)size, MSG_NOSIGNAL) != size) {
        hang_up(client, &ended.failed);
        return;
    }
    client->state = SHAKING;
    watch(client, EPOLLIN, EPOLL_CTL_MOD);
}

static size_t take_head(Client *client, const char *data, size_t size) {
    const char *end = memmem(data, size, "\r\n\r\n", 4);
    if (!end) {
        if (size > MAX_HEAD) hang_up(client, &ended.bad);
        return 0;
    }
    if (strncmp(data, "HTTP/1.1 101", 12)) {
        hang_up(client, &ended.refused);
        return 0;
    }
    if (!memmem(data, (size_t)(end - data), ACCEPT, strlen(ACCEPT))) {
        hang_up(client, &ended.bad);
        return 0;
    }
    client->state = OPEN;
    present.open++;
    add_sample(&seen.handshakes, now_us(CLOCK_MONOTONIC) - client->began_us);
    become_ready(client);
    return (size_t)(end - data) + 4;
}

static void keep(Client *client, const char *data, size_t size) {
    if (size > client->kept_room) client->kept = resized(client->kept, client->kept_room = size + 4096);
    memcpy(client->kept, data, size);
    client->kept_size = size;
}

static void read_some(Client *client) {
    size_t before = client->kept_size;
    if (before) memcpy(shared, client->kept, before);
    ssize_t got = before < SHARED ? recv(client->fd, shared + before, SHARED - before, 0) : -1;
    if (got < 0 && (errno == EAGAIN || errno == EINTR) && before < SHARED) return;
    if (got <= 0) {
        hang_up(client, client->state == OPEN ? &ended.lost : &ended.failed);
        return;
    }
    size_t size = before + (size_t)got, taken = 0;
    if (client->state == SHAKING) taken = take_head(client, shared, size);
    if (client->state == OPEN) taken += take_frames(client, shared + taken, size - taken);
    if (client->state == CLOSED) return;
    client->kept_size = 0;
    if (taken < size) keep(client, shared + taken, size - taken);
    else if (client->kept) {
        free(client->kept);
        client->kept = NULL;
        client->kept_room = 0;
    }
}

void handle_events(int timeout_ms, void (*read_commands)(void)) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(poller, events, EVENTS, timeout_ms);
    for (int i = 0; i < count; i++) {
        if (events[i].data.u32 == COMMANDS) {
            read_commands();
            continue;
        }
        Client *client = &clients[events[i].data.u32];
        if (client->state == CONNECTING) send_head(client);
        else if (client->state != CLOSED) read_some(client);
    }
}
