// The normal distribution: density, CDF, quantile, two-dimensional CDF.
#pragma once

namespace pledgelab {

double normal_density(double x);
/// Φ(x) = erfc(-x/√2)/2.
double normal_cdf(double x);
/// Φ⁻¹(p), 0 < p < 1. Wichura 1988, algorithm AS 241 (PPND16), relative error about 1e-16.
double normal_quantile(double p);
/// P(X ≤ a, Y ≤ b) for standard normals of correlation rho, |rho| ≤ 1. Drezner-Wesolowsky's
/// integral over the correlation (Plackett 1954) by 20-point Gauss-Legendre pieces; 1e-10 absolute.
double bivariate_normal_cdf(double a, double b, double rho);

}  // namespace pledgelab
