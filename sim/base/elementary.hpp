// SPDX-License-Identifier: Apache-2.0
#pragma once
// Elementary functions made of + - * / and sqrt only, in a fixed order, so that draws and movement
// are bit-identical on every x86-64 CPU. The C library's exp and log differ between CPU variants.

namespace yanbi {

/// e^x, relative error below 4e-16; 0 below x = -708, infinity above x = 709.
[[nodiscard]] double exact_exp(double x) noexcept;

/// Natural logarithm, relative error below 4e-16 (absolute near x = 1). Precondition: x > 0.
[[nodiscard]] double exact_log(double x) noexcept;

/// x^y for x > 0, as exact_exp(y * exact_log(x)).
[[nodiscard]] double exact_pow(double x, double y) noexcept;

/// The standard normal quantile, relative error about 1e-16, by Wichura's algorithm AS 241
/// (PPND16), Applied Statistics 37 (1988), 477-484. Precondition: 0 < p < 1.
[[nodiscard]] double normal_quantile(double p) noexcept;

}  // namespace yanbi
