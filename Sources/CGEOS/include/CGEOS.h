#pragma once
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <stddef.h>

/*
 * The functions of libgeos that Lipline uses, from the library that is found when they are first
 * needed. It is not linked, as libcurl is not: most commands draw nothing.
 */
struct lip_geos {
    GEOSContextHandle_t (*start)(void);
    void (*end)(GEOSContextHandle_t);
    const char *(*version)(void);
    GEOSMessageHandler_r (*set_error_handler)(GEOSContextHandle_t, GEOSMessageHandler_r, void *);
    GEOSCoordSequence *(*coordinates)(GEOSContextHandle_t, const double *, unsigned int, int, int);
    int (*copy_coordinates)(GEOSContextHandle_t, const GEOSCoordSequence *, double *, int, int);
    int (*count_coordinates)(GEOSContextHandle_t, const GEOSCoordSequence *, unsigned int *);
    const GEOSCoordSequence *(*coordinates_of)(GEOSContextHandle_t, const GEOSGeometry *);
    GEOSGeometry *(*line)(GEOSContextHandle_t, GEOSCoordSequence *);
    GEOSGeometry *(*ring)(GEOSContextHandle_t, GEOSCoordSequence *);
    GEOSGeometry *(*polygon)(GEOSContextHandle_t, GEOSGeometry *, GEOSGeometry **, unsigned int);
    GEOSGeometry *(*collection)(GEOSContextHandle_t, int, GEOSGeometry **, unsigned int);
    void (*destroy)(GEOSContextHandle_t, GEOSGeometry *);
    char (*is_valid)(GEOSContextHandle_t, const GEOSGeometry *);
    GEOSGeometry *(*make_valid)(GEOSContextHandle_t, const GEOSGeometry *);
    GEOSGeometry *(*node)(GEOSContextHandle_t, const GEOSGeometry *, double);
    GEOSGeometry *(*polygonize)(GEOSContextHandle_t, const GEOSGeometry *const *, unsigned int);
    GEOSGeometry *(*inside_point)(GEOSContextHandle_t, const GEOSGeometry *);
    int (*x)(GEOSContextHandle_t, const GEOSGeometry *, double *);
    int (*y)(GEOSContextHandle_t, const GEOSGeometry *, double *);
    int (*type)(GEOSContextHandle_t, const GEOSGeometry *);
    int (*count_parts)(GEOSContextHandle_t, const GEOSGeometry *);
    const GEOSGeometry *(*part)(GEOSContextHandle_t, const GEOSGeometry *, int);
    const GEOSGeometry *(*shell)(GEOSContextHandle_t, const GEOSGeometry *);
    int (*count_holes)(GEOSContextHandle_t, const GEOSGeometry *);
    const GEOSGeometry *(*hole)(GEOSContextHandle_t, const GEOSGeometry *, int);
};

/* How many bytes the reason of an error may take. */
enum { LIP_GEOS_REASON = 512 };

/*
 * Opens the library of this name. Never closes it.
 *
 * Returns NULL, or why it could not be opened: a text that stands until this thread's next dlopen.
 */
const char *lip_geos_open(struct lip_geos *library, const char *name);

/* An error handler that keeps the message in a buffer of LIP_GEOS_REASON bytes. */
void lip_geos_keep_reason(const char *message, void *buffer);
