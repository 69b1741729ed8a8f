/* libxml2's, libzip's and libtiff's functions under their own names, each of which calls on through a pointer
   found when the library is loaded: only `assay cells` and an audit of such files need them, and to
   load them takes longer than the whole start of the tool. Stages link the libraries themselves. */
#include "CLate.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <tiffio.h>
#include <zip.h>

#ifdef __APPLE__
#define NAME(stem, version) stem "." version ".dylib"
#else
#define NAME(stem, version) stem ".so." version
#endif

/* Without it nothing can be done: the process ends as it would if it had been linked. */
static void *loaded(const char *first, const char *second, const char *package) {
  void *library = dlopen(first, RTLD_LAZY | RTLD_LOCAL);
  if (!library && second) library = dlopen(second, RTLD_LAZY | RTLD_LOCAL);
  if (library) return library;
  fprintf(stderr, "assay needs %s: %s\n  hint: install %s\n", second ? second : first, dlerror(),
          package);
  exit(2);
}

static void *found(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (function) return function;
  fprintf(stderr, "assay needs a function that is not there: %s\n", dlerror());
  exit(2);
}

/* A function of one library: its type, its name, its arguments in brackets with and without types. */
#define FUNCTION(library, type, name, typed, plain) \
  type name typed { \
    static type(*real) typed; \
    pthread_once(&library##_once, library##_load); \
    if (!real) *(void **)&real = found(library, #name); \
    return real plain; \
  }

static void *xml;
static pthread_once_t xml_once = PTHREAD_ONCE_INIT;
static void xml_load(void) { xml = loaded(NAME("libxml2", "2"), NULL, "libxml2"); }

/* Its headers lie where only pkg-config knows; handles go through as they come. */
FUNCTION(xml, void *, xmlCreateMemoryParserCtxt, (const char *bytes, int count), (bytes, count))
FUNCTION(xml, int, xmlCtxtUseOptions, (void *context, int options), (context, options))
FUNCTION(xml, void, xmlFreeParserCtxt, (void *context), (context))
FUNCTION(xml, int, xmlParseDocument, (void *context), (context))
FUNCTION(xml, long, xmlByteConsumed, (void *context), (context))
FUNCTION(xml, void, xmlStopParser, (void *context), (context))

static void *zip;
static pthread_once_t zip_once = PTHREAD_ONCE_INIT;
/* Debian 12 keeps the older of the two names for the same functions. */
static void zip_load(void) { zip = loaded(NAME("libzip", "5"), NAME("libzip", "4"), "libzip4"); }

FUNCTION(zip, int, zip_fclose, (zip_file_t *member), (member))
FUNCTION(zip, void, zip_discard, (zip_t *archive), (archive))
FUNCTION(zip, void, zip_error_init, (zip_error_t *error), (error))
FUNCTION(zip, void, zip_error_fini, (zip_error_t *error), (error))
FUNCTION(zip, const char *, zip_error_strerror, (zip_error_t *error), (error))
FUNCTION(zip, const char *, zip_strerror, (zip_t *archive), (archive))
FUNCTION(zip, void, zip_source_free, (zip_source_t *source), (source))
FUNCTION(zip, zip_int64_t, zip_get_num_entries, (zip_t *archive, zip_flags_t flags),
         (archive, flags))
FUNCTION(zip, const char *, zip_get_name, (zip_t *archive, zip_uint64_t index, zip_flags_t flags),
         (archive, index, flags))
FUNCTION(zip, int, zip_stat,
         (zip_t *archive, const char *name, zip_flags_t flags, zip_stat_t *status),
         (archive, name, flags, status))
FUNCTION(zip, zip_file_t *, zip_fopen, (zip_t *archive, const char *name, zip_flags_t flags),
         (archive, name, flags))
FUNCTION(zip, zip_int64_t, zip_fread, (zip_file_t *member, void *bytes, zip_uint64_t count),
         (member, bytes, count))
FUNCTION(zip, zip_source_t *, zip_source_buffer_create,
         (const void *bytes, zip_uint64_t count, int free_it, zip_error_t *error),
         (bytes, count, free_it, error))
FUNCTION(zip, zip_t *, zip_open_from_source, (zip_source_t *source, int flags, zip_error_t *error),
         (source, flags, error))

static void *tiff;
static pthread_once_t tiff_once = PTHREAD_ONCE_INIT;
static void tiff_load(void) { tiff = loaded(NAME("libtiff", "6"), NULL, "libtiff6"); }

FUNCTION(tiff, TIFFOpenOptions *, TIFFOpenOptionsAlloc, (void), ())
FUNCTION(tiff, void, TIFFOpenOptionsFree, (TIFFOpenOptions *options), (options))
FUNCTION(tiff, void, TIFFOpenOptionsSetMaxSingleMemAlloc,
         (TIFFOpenOptions *options, tmsize_t count), (options, count))
FUNCTION(tiff, void, TIFFOpenOptionsSetErrorHandlerExtR,
         (TIFFOpenOptions *options, TIFFErrorHandlerExtR handler, void *data),
         (options, handler, data))
FUNCTION(tiff, void, TIFFOpenOptionsSetWarningHandlerExtR,
         (TIFFOpenOptions *options, TIFFErrorHandlerExtR handler, void *data),
         (options, handler, data))
FUNCTION(tiff, TIFF *, TIFFClientOpenExt,
         (const char *name, const char *mode, thandle_t data, TIFFReadWriteProc read,
          TIFFReadWriteProc write, TIFFSeekProc seek, TIFFCloseProc close, TIFFSizeProc size,
          TIFFMapFileProc map, TIFFUnmapFileProc unmap, TIFFOpenOptions *options),
         (name, mode, data, read, write, seek, close, size, map, unmap, options))
FUNCTION(tiff, void, TIFFClose, (TIFF *file), (file))
FUNCTION(tiff, tdir_t, TIFFNumberOfDirectories, (TIFF *file), (file))
FUNCTION(tiff, int, TIFFSetDirectory, (TIFF *file, tdir_t number), (file, number))
FUNCTION(tiff, int, TIFFIsCODECConfigured, (uint16_t codec), (codec))
FUNCTION(tiff, int, TIFFIsTiled, (TIFF *file), (file))
FUNCTION(tiff, tmsize_t, TIFFReadEncodedStrip,
         (TIFF *file, uint32_t strip, void *bytes, tmsize_t count), (file, strip, bytes, count))
FUNCTION(tiff, int, TIFFVGetField, (TIFF *file, uint32_t tag, va_list values),
         (file, tag, values))
FUNCTION(tiff, int, TIFFVGetFieldDefaulted, (TIFF *file, uint32_t tag, va_list values),
         (file, tag, values))

int TIFFGetField(TIFF *file, uint32_t tag, ...) {
  va_list values;
  va_start(values, tag);
  int found = TIFFVGetField(file, tag, values);
  va_end(values);
  return found;
}

int TIFFGetFieldDefaulted(TIFF *file, uint32_t tag, ...) {
  va_list values;
  va_start(values, tag);
  int found = TIFFVGetFieldDefaulted(file, tag, values);
  va_end(values);
  return found;
}
