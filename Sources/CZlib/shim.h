#pragma once
#include <zlib.h>

/* inflateInit2 is a macro, which Swift does not import. */
static inline int lip_inflate_init(z_stream *stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}

/* deflateInit2 is a macro, too; level 9, raw memory level 9. */
static inline int lip_deflate_init(z_stream *stream, int windowBits) {
    return deflateInit2(stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
}
