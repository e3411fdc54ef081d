// SPDX-License-Identifier: Apache-2.0
#include "sim/import/vector_layer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace yanbi {
namespace {

/// A dBASE table with one text column NAME and one row; nothing in it says how texts are encoded.
class DbfFile {
 public:
  explicit DbfFile(const std::string& name) {
    constexpr std::size_t kWidth = 20;
    std::string bytes = {3, 124, 1, 1, 1, 0, 0, 0, 65, 0, 21, 0};  // a record of 21 bytes after 65
    bytes.resize(32);
    bytes += "NAME";
    bytes.resize(32 + 11);
    bytes += 'C';
    bytes.resize(32 + 16);
    bytes += static_cast<char>(kWidth);
    bytes.resize(64);
    bytes += "\r " + name + std::string(kWidth - name.size(), ' ') + "\x1A";
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~DbfFile() { std::filesystem::remove(path_); }
  DbfFile(const DbfFile&) = delete;
  DbfFile& operator=(const DbfFile&) = delete;
  DbfFile(DbfFile&&) = delete;
  DbfFile& operator=(DbfFile&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                ("yanbi_table_" + std::to_string(::getpid()) + ".dbf");
};

TEST(VectorLayer, ShapefileTextsAreReadInTheEncodingThatIsStated) {
  const DbfFile file("\xD5\xC5\xB5\xEA");  // 张店 in GBK
  ProblemList problems;
  const VectorLayer layer = read_vector_layer(file.path(), "t.dbf", {}, {"NAME"}, problems, "GBK");
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(layer.table.rows(), 1U);
  EXPECT_EQ(layer.table.cell(0, 0), "张店");
}

}  // namespace
}  // namespace yanbi
