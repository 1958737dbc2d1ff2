#include "CCurl.h"

#include <dlfcn.h>

/* Puts the address of a function into a pointer of its type, as POSIX says it is done. */
#define FIND(target, symbol)                                                                       \
    do {                                                                                           \
        *(void **)(&target) = dlsym(opened, symbol);                                               \
        if (!target) return "it lacks " symbol;                                                    \
    } while (0)

const char *lip_curl_open(struct lip_curl *library, const char *name) {
    void *opened = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!opened) return dlerror();
    CURLcode (*start_up)(long);
    FIND(start_up, "curl_global_init");
    FIND(library->start, "curl_easy_init");
    FIND(library->end, "curl_easy_cleanup");
    FIND(library->reset, "curl_easy_reset");
    FIND(library->set, "curl_easy_setopt");
    FIND(library->perform, "curl_easy_perform");
    FIND(library->get, "curl_easy_getinfo");
    FIND(library->text, "curl_easy_strerror");
    FIND(library->append, "curl_slist_append");
    FIND(library->free_list, "curl_slist_free_all");
    return start_up(CURL_GLOBAL_DEFAULT) == CURLE_OK ? NULL : "it cannot start up";
}

CURLcode lip_curl_set_long(const struct lip_curl *library, CURL *handle, CURLoption option,
                           long value) {
    return library->set(handle, option, value);
}

CURLcode lip_curl_set_size(const struct lip_curl *library, CURL *handle, CURLoption option,
                           curl_off_t value) {
    return library->set(handle, option, value);
}

CURLcode lip_curl_set_text(const struct lip_curl *library, CURL *handle, CURLoption option,
                           const char *value) {
    return library->set(handle, option, value);
}

CURLcode lip_curl_set_pointer(const struct lip_curl *library, CURL *handle, CURLoption option,
                              const void *value) {
    return library->set(handle, option, value);
}

CURLcode lip_curl_set_stream(const struct lip_curl *library, CURL *handle, CURLoption option,
                             size_t (*function)(char *, size_t, size_t, void *)) {
    return library->set(handle, option, function);
}

CURLcode lip_curl_set_progress(const struct lip_curl *library, CURL *handle,
                               curl_xferinfo_callback function) {
    return library->set(handle, CURLOPT_XFERINFOFUNCTION, function);
}

CURLcode lip_curl_get_long(const struct lip_curl *library, CURL *handle, CURLINFO info,
                           long *value) {
    return library->get(handle, info, value);
}

CURLcode lip_curl_get_text(const struct lip_curl *library, CURL *handle, CURLINFO info,
                           const char **value) {
    return library->get(handle, info, value);
}
