#include "CGEOS.h"

#include <dlfcn.h>
#include <stdio.h>

/* Puts the address of a function into a pointer of its type, as POSIX says it is done. */
#define FIND(target, symbol)                                                                       \
    do {                                                                                           \
        *(void **)(&target) = dlsym(opened, symbol);                                               \
        if (!target) return "it lacks " symbol;                                                    \
    } while (0)

const char *lip_geos_open(struct lip_geos *library, const char *name) {
    void *opened = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!opened) return dlerror();
    FIND(library->start, "GEOS_init_r");
    FIND(library->end, "GEOS_finish_r");
    FIND(library->version, "GEOSversion");
    FIND(library->set_error_handler, "GEOSContext_setErrorMessageHandler_r");
    FIND(library->coordinates, "GEOSCoordSeq_copyFromBuffer_r");
    FIND(library->copy_coordinates, "GEOSCoordSeq_copyToBuffer_r");
    FIND(library->count_coordinates, "GEOSCoordSeq_getSize_r");
    FIND(library->coordinates_of, "GEOSGeom_getCoordSeq_r");
    FIND(library->line, "GEOSGeom_createLineString_r");
    FIND(library->ring, "GEOSGeom_createLinearRing_r");
    FIND(library->polygon, "GEOSGeom_createPolygon_r");
    FIND(library->collection, "GEOSGeom_createCollection_r");
    FIND(library->destroy, "GEOSGeom_destroy_r");
    FIND(library->is_valid, "GEOSisValid_r");
    FIND(library->make_valid, "GEOSMakeValid_r");
    FIND(library->node, "GEOSUnaryUnionPrec_r");
    FIND(library->polygonize, "GEOSPolygonize_r");
    FIND(library->inside_point, "GEOSPointOnSurface_r");
    FIND(library->x, "GEOSGeomGetX_r");
    FIND(library->y, "GEOSGeomGetY_r");
    FIND(library->type, "GEOSGeomTypeId_r");
    FIND(library->count_parts, "GEOSGetNumGeometries_r");
    FIND(library->part, "GEOSGetGeometryN_r");
    FIND(library->shell, "GEOSGetExteriorRing_r");
    FIND(library->count_holes, "GEOSGetNumInteriorRings_r");
    FIND(library->hole, "GEOSGetInteriorRingN_r");
    return NULL;
}

void lip_geos_keep_reason(const char *message, void *buffer) {
    snprintf(buffer, LIP_GEOS_REASON, "%s", message);
}
