#pragma once
#include <microhttpd.h>
#include <netdb.h>
#include <sys/epoll.h>   /* not in Swift's Glibc module */
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>

/* What Swift cannot call itself: libmicrohttpd's variadic functions, and socket functions whose constants are enums.
   Several modules include those enums, and it is chance which of them Swift takes to be their owner. */

/* Opens a socket that listens there; -1 and errno when it cannot. */
int shouwen_listen(const struct addrinfo *place, int both_families);

/* Writes what there is room for, without waiting. */
void shouwen_send_now(int descriptor, const void *bytes, size_t count);

/* The settings of a server; they must outlive the daemon, whose log callback reads them. */
struct shouwen_http_settings {
    int listener;
    size_t memory;
    unsigned int connections;
    unsigned int connections_per_address;
    unsigned int idle_seconds;
    void *context;
    MHD_AccessHandlerCallback access;
    void *(*target)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void (*log)(void *context, const char *line);
};

/* Starts a daemon on a socket that already listens; it works when MHD_run is called, from a thread without SIGPIPE. */
struct MHD_Daemon *shouwen_http_start(const struct shouwen_http_settings *settings);

/* The epoll set that has events when MHD_run has work. */
int shouwen_http_descriptor(struct MHD_Daemon *daemon);

int shouwen_connection_descriptor(struct MHD_Connection *connection);
const struct sockaddr *shouwen_connection_address(struct MHD_Connection *connection);
void *shouwen_connection_context(struct MHD_Connection *connection);
size_t shouwen_connection_header_size(struct MHD_Connection *connection);

/* The date form of HTTP: "Sun, 06 Nov 1994 08:49:37 GMT". */
void shouwen_http_date(time_t seconds, char text[static 30]);
