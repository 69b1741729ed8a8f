#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_complex.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>

/// The trust-region method of nonlinear fits: a table that Swift takes for a shared variable.
static inline const gsl_multifit_nlinear_type *cgsl_trust_region(void) {
  return gsl_multifit_nlinear_trust;
}

/// The Mersenne Twister MT19937, likewise.
static inline const gsl_rng_type *cgsl_mersenne_twister(void) { return gsl_rng_mt19937; }
