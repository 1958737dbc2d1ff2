#pragma once
#include <curl/curl.h>
#include <stddef.h>

/*
 * The functions of libcurl, from the library that is found when they are first needed.
 *
 * libcurl is not linked: with the some thirty libraries it needs it would cost every start of the
 * command more time than the command itself takes. Its types and constants come from its header.
 */
struct lip_curl {
    CURL *(*start)(void);
    void (*end)(CURL *);
    void (*reset)(CURL *);
    CURLcode (*set)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    CURLcode (*get)(CURL *, CURLINFO, ...);
    const char *(*text)(CURLcode);
    struct curl_slist *(*append)(struct curl_slist *, const char *);
    void (*free_list)(struct curl_slist *);
};

/*
 * Opens the library of this name, and starts it up. Never closes it.
 *
 * Returns NULL, or why it could not be opened: a text that stands until this thread's next dlopen.
 */
const char *lip_curl_open(struct lip_curl *library, const char *name);

/* An argument after the option is variadic in C, so that Swift cannot pass it: one function for
 * each type of argument. None keeps a pointer but the last two, as libcurl documents. */
CURLcode lip_curl_set_long(const struct lip_curl *library, CURL *handle, CURLoption option,
                           long value);
CURLcode lip_curl_set_size(const struct lip_curl *library, CURL *handle, CURLoption option,
                           curl_off_t value);
CURLcode lip_curl_set_text(const struct lip_curl *library, CURL *handle, CURLoption option,
                           const char *value);
CURLcode lip_curl_set_pointer(const struct lip_curl *library, CURL *handle, CURLoption option,
                              const void *value);
/* For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION. */
CURLcode lip_curl_set_stream(const struct lip_curl *library, CURL *handle, CURLoption option,
                             size_t (*function)(char *, size_t, size_t, void *));
CURLcode lip_curl_set_progress(const struct lip_curl *library, CURL *handle,
                               curl_xferinfo_callback function);

CURLcode lip_curl_get_long(const struct lip_curl *library, CURL *handle, CURLINFO info,
                           long *value);
CURLcode lip_curl_get_text(const struct lip_curl *library, CURL *handle, CURLINFO info,
                           const char **value);
