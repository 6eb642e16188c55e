#pragma once
#include <curl/curl.h>

/* What Swift cannot call itself: libcurl's variadic functions, one for each kind of value. */

CURLcode shouwen_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode shouwen_curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode shouwen_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

/* Sends what `read` gives as the request's body, once: without a way back libcurl cannot send it again by itself. */
CURLcode shouwen_curl_set_body(CURL *handle, void *context, curl_read_callback read, curl_off_t count);

/* What libcurl calls while a transfer runs; all three get the same context. */
CURLcode shouwen_curl_set_callbacks(
    CURL *handle,
    void *context,
    curl_write_callback header,
    curl_write_callback body,
    curl_opensocket_callback open_socket
);

/* Opens the socket for an address that was permitted. */
curl_socket_t shouwen_curl_open(const struct curl_sockaddr *target);

long shouwen_curl_status(CURL *handle);
