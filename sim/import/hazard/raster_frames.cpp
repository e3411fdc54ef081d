// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/raster_frames.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

/// Values read in one go, unless a single row of blocks has more.
constexpr std::size_t kValuesAtOnce = 8'000'000;
constexpr double kInternationalFoot = 0.3048;  // m

/// Drivers whose datasets are independent of each other, so that several may be read at once.
bool may_read_in_parallel(GDALDataset& dataset) {
  const std::array<std::string, 4> drivers = {"GTiff", "AAIGrid", "EHdr", "HFA"};
  const GDALDriver* driver = dataset.GetDriver();
  return driver != nullptr && std::ranges::find(drivers, driver->GetDescription()) != drivers.end();
}

bool holds_bands_side_by_side(GDALDataset& dataset) {
  const char* layout = dataset.GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE");
  return dataset.GetRasterCount() > 1 && layout != nullptr && std::string(layout) == "PIXEL";
}

/// Metres in a unit of length that a band states; nothing for other units.
std::optional<double> factor_of_unit(const std::string& unit) {
  const std::array<std::pair<const char*, double>, 9> known = {
      {{"m", 1.0},
       {"metre", 1.0},
       {"meter", 1.0},
       {"ft", kInternationalFoot},
       {"foot", kInternationalFoot},
       {"feet", kInternationalFoot},
       {"US survey foot", kInternationalFoot},
       {"cm", 0.01},
       {"mm", 0.001}}};
  for (const auto& [word, factor] : known) {
    if (unit == word) {
      return factor;
    }
  }
  return std::nullopt;
}

/// Times of the bands of a stack; a problem and nothing when they are not known.
std::optional<std::vector<double>> stack_times(const RasterStack& stack, int bands,
                                               ProblemList& problems) {
  const auto count = static_cast<std::size_t>(bands);
  if (stack.times && stack.times->size() != count) {
    problems.add({stack.given, 0, "times", fmt::format("{} times", stack.times->size()),
                  fmt::format("the raster has {} bands, and each is one moment", bands),
                  "give as many times as there are bands"});
    return std::nullopt;
  }
  if (stack.times) {
    return stack.times;
  }
  if (count > 1 && !stack.interval) {
    problems.add({stack.given, 0, "times", "",
                  fmt::format("the raster has {} bands, and their times are not given", bands),
                  "give times = [...], or first and interval; where each moment has a file of its "
                  "own, write {t} in place of the time"});
    return std::nullopt;
  }
  std::vector<double> times;
  for (std::size_t band = 0; band < count; ++band) {
    times.push_back(stack.first.value_or(0.0) + double(band) * stack.interval.value_or(0.0));
  }
  if (times.back() > kHazardTimes.most) {
    problems.add({stack.given, 0, "interval", fmt::format("{} s", stack.interval.value_or(0.0)),
                  fmt::format("the last band would show {} s, which is out of range", times.back()),
                  "correct first or interval"});
    return std::nullopt;
  }
  return times;
}

/// The frames of a series, which do not open anything but a stack.
std::vector<RasterFrame> list_frames(const RasterSeries& series, ProblemList& problems) {
  std::vector<RasterFrame> frames;
  for (const RasterFrameFile& file : series.files) {
    frames.push_back({file.given, file.path, 1, file.at});
  }
  if (series.stack) {
    const auto dataset = open_raster(series.stack->path, series.stack->given, problems);
    const auto times =
        dataset ? stack_times(*series.stack, dataset->GetRasterCount(), problems) : std::nullopt;
    for (std::size_t band = 0; times && band < times->size(); ++band) {
      frames.push_back(
          {series.stack->given, series.stack->path, static_cast<int>(band) + 1, (*times)[band]});
    }
  }
  return frames;
}

/// What a band says of its values.
struct BandValues {
  double scale = 1.0;
  double offset = 0.0;
  std::optional<float> no_data;
  bool has_mask = false;  ///< where there is data is said elsewhere

  explicit BandValues(GDALRasterBand& band) {
    int given = 0;
    const double stated_scale = band.GetScale(&given);
    scale = given != 0 ? stated_scale : 1.0;
    const double stated_offset = band.GetOffset(&given);
    offset = given != 0 ? stated_offset : 0.0;
    const double stated = band.GetNoDataValue(&given);
    if (given != 0) {
      no_data = static_cast<float>(stated);
    }
    const int flags = band.GetMaskFlags();
    has_mask = (flags & (GMF_PER_DATASET | GMF_ALPHA)) != 0 && (flags & GMF_ALL_VALID) == 0;
  }

  [[nodiscard]] bool is_no_data(float value) const {
    return no_data && (value == *no_data || (std::isnan(value) && std::isnan(*no_data)));
  }
};

/// Reads the rows of one file that hold touched cells, strip by strip.
class StripReader {
 public:
  StripReader(GDALDataset& dataset, const RasterFrames& series, std::size_t first, std::size_t last,
              std::span<const std::uint64_t> cells, FrameValues& out)
      : dataset_(dataset), series_(series), first_(first), cells_(cells), out_(out) {
    for (std::size_t f = first; f < last; ++f) {
      bands_.push_back(series.frames[f].band);
      values_.emplace_back(*dataset.GetRasterBand(bands_.back()));
    }
    const auto columns = static_cast<std::uint64_t>(series.grid.columns);
    west_ = columns;
    for (const std::uint64_t cell : cells) {
      west_ = std::min(west_, cell % columns);
      east_ = std::max(east_, cell % columns);
    }
  }

  /// Whether everything could be read.
  bool read() {
    int width = 0;
    int height = 0;
    dataset_.GetRasterBand(bands_.front())->GetBlockSize(&width, &height);
    const std::size_t row_values = (east_ - west_ + 1) * bands_.size();
    const auto block = static_cast<std::size_t>(std::max(1, height));
    const std::size_t step =
        std::max(block, kValuesAtOnce / std::max<std::size_t>(1, row_values) / block * block);
    const auto columns = static_cast<std::uint64_t>(series_.grid.columns);
    std::size_t begin = 0;
    while (begin < cells_.size()) {
      const std::size_t top = cells_[begin] / columns / block * block;
      const std::size_t bottom = std::min(top + step, static_cast<std::size_t>(series_.grid.rows));
      const auto end = static_cast<std::size_t>(
          std::lower_bound(cells_.begin() + static_cast<std::ptrdiff_t>(begin), cells_.end(),
                           std::uint64_t{bottom} * columns) -
          cells_.begin());
      if (!read_strip(top, bottom - top)) {
        return false;
      }
      take(begin, end, top);
      begin = end;
    }
    return true;
  }

 private:
  bool read_strip(std::size_t top, std::size_t rows) {
    const int width = static_cast<int>(east_ - west_ + 1);
    const int height = static_cast<int>(rows);
    const std::size_t size = (east_ - west_ + 1) * rows;
    strip_.resize(size * bands_.size());
    if (dataset_.RasterIO(GF_Read, static_cast<int>(west_), static_cast<int>(top), width, height,
                          strip_.data(), width, height, GDT_Float32,
                          static_cast<int>(bands_.size()), bands_.data(), 0, 0, 0,
                          nullptr) != CE_None) {
      return false;
    }
    if (values_.front().has_mask) {
      mask_.resize(size);
      return dataset_.GetRasterBand(bands_.front())
                 ->GetMaskBand()
                 ->RasterIO(GF_Read, static_cast<int>(west_), static_cast<int>(top), width, height,
                            mask_.data(), width, height, GDT_Byte, 0, 0, nullptr) == CE_None;
    }
    return true;
  }

  /// Takes the values of cells [begin, end), which lie in the strip whose first row is `top`.
  void take(std::size_t begin, std::size_t end, std::size_t top) {
    const auto columns = static_cast<std::uint64_t>(series_.grid.columns);
    const std::size_t width = east_ - west_ + 1;
    const std::size_t size = strip_.size() / bands_.size();
    for (std::size_t b = 0; b < bands_.size(); ++b) {
      const float* strip = strip_.data() + b * size;
      std::vector<float>& value = out_.value[b];
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint64_t row = cells_[i] / columns;
        const std::size_t at = (row - top) * width + (cells_[i] - row * columns - west_);
        const bool has_data = mask_.empty() || mask_[at] != 0;
        value[i] = has_data ? judged(strip[at], b, cells_[i]) : without_data(b);
      }
    }
  }

  float without_data(std::size_t b) {
    ++out_.tally[b].without_data;
    return 0.0F;
  }

  /// The value in m or m/s, or 0 for what is no depth.
  float judged(float raw, std::size_t b, std::uint64_t cell) {
    const BandValues& band = values_[b];
    if (band.is_no_data(raw)) {
      return without_data(b);
    }
    const double value = (double{raw} * band.scale + band.offset) * series_.factor;
    if (value >= 0.0 && value < 1e30) {
      return static_cast<float>(value);
    }
    return refused(value, b, cell);
  }

  float refused(double value, std::size_t b, std::uint64_t cell) {
    CellTally& tally = out_.tally[b];
    if (value >= -kDepthTolerance && value < 0.0) {
      ++tally.barely_negative;
      return 0.0F;
    }
    ++(value < 0.0 ? tally.negative : tally.nan);
    if (tally.first_bad.empty()) {
      const auto columns = static_cast<std::uint64_t>(series_.grid.columns);
      tally.first_bad = fmt::format("{}, band {}, r{}c{} = {}", series_.frames[first_ + b].given,
                                    bands_[b], cell / columns, cell % columns, value);
    }
    return 0.0F;
  }

  GDALDataset& dataset_;
  const RasterFrames& series_;
  std::size_t first_;
  std::span<const std::uint64_t> cells_;
  FrameValues& out_;
  std::vector<int> bands_;
  std::vector<BandValues> values_;
  std::uint64_t west_ = 0;  ///< first and last column that is touched
  std::uint64_t east_ = 0;
  std::vector<float> strip_;  ///< band after band
  std::vector<std::uint8_t> mask_;
};

/// Reads the frames [first, last), which are bands of one file.
void read_bands(const RasterFrames& series, std::size_t first, std::size_t last,
                std::span<const std::uint64_t> cells, FrameValues& out) {
  const GdalScope scope;
  const RasterFrame& frame = series.frames[first];
  const std::unique_ptr<GDALDataset> dataset = open_raster(frame.path, frame.given, out.problems);
  if (!dataset) {
    return;
  }
  const std::optional<RasterGrid> grid = read_grid(*dataset, frame.given, out.problems);
  if (!grid) {
    return;
  }
  if (!same_grid(series.grid, *grid)) {
    out.problems.add(
        {frame.given, 0, "", fmt::format("{} x {} cells", grid->columns, grid->rows),
         fmt::format("the raster has other cells than the first of its series, {} ({} x {})",
                     series.frames.front().given, series.grid.columns, series.grid.rows),
         "give all rasters of a series on one grid"});
    return;
  }
  if (!StripReader(*dataset, series, first, last, cells, out).read() || !scope.failures().empty()) {
    out.problems.add({frame.given, 0, "", "",
                      "GDAL could not read all of the file: " + scope.summary("no reason given"),
                      "repair or convert the file"});
  }
}

}  // namespace

CellTally& CellTally::operator+=(const CellTally& other) {
  without_data += other.without_data;
  nan += other.nan;
  negative += other.negative;
  barely_negative += other.barely_negative;
  if (first_bad.empty()) {
    first_bad = other.first_bad;
  }
  return *this;
}

std::optional<RasterFrames> open_frames(const RasterSeries& series, ProblemList& problems) {
  const GdalScope scope;
  RasterFrames opened;
  opened.frames = list_frames(series, problems);
  if (opened.frames.empty()) {
    return std::nullopt;
  }
  const RasterFrame& first = opened.frames.front();
  const std::unique_ptr<GDALDataset> dataset = open_raster(first.path, first.given, problems);
  std::optional<RasterGrid> grid =
      dataset ? read_grid(*dataset, first.given, problems) : std::nullopt;
  if (!grid) {
    return std::nullopt;
  }
  opened.grid = std::move(*grid);
  opened.unit = dataset->GetRasterBand(1)->GetUnitType();
  opened.factor = series.factor ? *series.factor : factor_of_unit(opened.unit).value_or(1.0);
  opened.is_interleaved = series.stack && holds_bands_side_by_side(*dataset);
  opened.reads_in_parallel = may_read_in_parallel(*dataset);
  return opened;
}

FrameValues read_frames(const RasterFrames& series, std::size_t first, std::size_t last,
                        std::span<const std::uint64_t> cells) {
  FrameValues out;
  out.value.assign(last - first, std::vector<float>(cells.size(), 0.0F));
  out.tally.resize(last - first);
  if (!cells.empty() && first < last) {
    read_bands(series, first, last, cells, out);
  }
  return out;
}

}  // namespace yanbi
