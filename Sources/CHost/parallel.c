/* Work that several threads share: each takes the next piece that nobody has begun. */
#include "machine.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { THREADS_AT_MOST = 64 };

struct pool {
  _Atomic size_t next;
  size_t count;
  void (*work)(void *context, size_t index);
  void *context;
};

static void *share(void *argument) {
  struct pool *pool = argument;
  size_t index;
  while ((index = atomic_fetch_add(&pool->next, 1)) < pool->count) pool->work(pool->context, index);
  return NULL;
}

void host_each(size_t count, int threads, void (*work)(void *context, size_t index), void *context) {
  struct pool pool = {.count = count, .work = work, .context = context};
  pthread_t others[THREADS_AT_MOST];
  size_t wanted = threads < 1 ? 1 : threads > THREADS_AT_MOST ? THREADS_AT_MOST : (size_t)threads;
  if (wanted > count) wanted = count;
  size_t made = 0;
  sigset_t all, before; /* a signal is taken where one waits for it: in the thread that was there */
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (made + 1 < wanted && pthread_create(&others[made], NULL, share, &pool) == 0) made++;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  share(&pool);
  for (size_t i = 0; i < made; i++) pthread_join(others[i], NULL);
}
