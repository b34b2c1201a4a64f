#include "models/base/normal.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

template <std::size_t N>
double polynomial(const std::array<double, N>& c, double x) {
  double sum = c[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

// AS 241, PPND16: coefficients in ascending powers.
constexpr std::array kA = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                           1.9715909503065514427e+3, 1.3731693765509461125e+4,
                           4.5921953931549871457e+4, 6.7265770927008700853e+4,
                           3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array kB = {1.0,
                           4.2313330701600911252e+1,
                           6.8718700749205790830e+2,
                           5.3941960214247511077e+3,
                           2.1213794301586595867e+4,
                           3.9307895800092710610e+4,
                           2.8729085735721942674e+4,
                           5.2264952788528545610e+3};
constexpr std::array kC = {1.42343711074968357734e0,  4.63033784615654529590e0,
                           5.76949722146069140550e0,  3.64784832476320460504e0,
                           1.27045825245236838258e0,  2.41780725177450611770e-1,
                           2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array kD = {1.0,
                           2.05319162663775882187e0,
                           1.67638483018380384940e0,
                           6.89767334985100004550e-1,
                           1.48103976427480074590e-1,
                           1.51986665636164571966e-2,
                           5.47593808499534494600e-4,
                           1.05075007164441684324e-9};
constexpr std::array kE = {6.65790464350110377720e0,  5.46378491116411436990e0,
                           1.78482653991729133580e0,  2.96560571828504891230e-1,
                           2.65321895265761230930e-2, 1.24266094738807843860e-3,
                           2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array kF = {1.0,
                           5.99832206555887937690e-1,
                           1.36929880922735805310e-1,
                           1.48753612908506148525e-2,
                           7.86869131145613259100e-4,
                           1.84631831751005468180e-5,
                           1.42151175831644588870e-7,
                           2.04426310338993978564e-15};

// Positive half of the 20-point Gauss-Legendre rule (Abramowitz-Stegun 25.4.30).
constexpr std::array kNode = {0.0765265211334973, 0.2277858511416451, 0.3737060887154195,
                              0.5108670019508271, 0.6360536807265150, 0.7463319064601508,
                              0.8391169718222188, 0.9122344282513259, 0.9639719272779138,
                              0.9931285991850949};
constexpr std::array kWeight = {0.1527533871307258, 0.1491729864726037, 0.1420961093183820,
                                0.1316886384491766, 0.1181945319615184, 0.1019301198172404,
                                0.0832767415767048, 0.0626720483341091, 0.0406014298003869,
                                0.0176140071391521};

double slope(double a, double b, double angle) {
  const double s = std::sin(angle);
  const double c2 = 1 - s * s;
  return c2 <= 0 ? 0.0 : std::exp(-(a * a - 2 * s * a * b + b * b) / (2 * c2));
}

}  // namespace

double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double p) {
  PL_CHECK(p > 0 && p < 1);
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double x = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                          : polynomial(kE, r - 5) / polynomial(kF, r - 5);
  return q < 0 ? -x : x;
}

// dΦ2/dρ is the density at (a, b); with ρ = sin θ the integrand is bounded.
double bivariate_normal_cdf(double a, double b, double rho) {
  PL_CHECK(rho >= -1 && rho <= 1);
  const double end = std::asin(rho);
  constexpr int kPieces = 8;
  double sum = 0;
  for (int piece = 0; piece < kPieces; ++piece) {
    const double half = end / (2 * kPieces);
    const double middle = half * (2 * piece + 1);
    for (std::size_t i = 0; i < kNode.size(); ++i) {
      sum += half * kWeight[i] *
             (slope(a, b, middle + half * kNode[i]) + slope(a, b, middle - half * kNode[i]));
    }
  }
  return normal_cdf(a) * normal_cdf(b) + sum / (2 * std::numbers::pi);
}

}  // namespace pledgelab
