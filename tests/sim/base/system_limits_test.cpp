// SPDX-License-Identifier: Apache-2.0
#include "sim/base/system_limits.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace yanbi {
namespace {

using Files = std::map<std::string, std::string>;

std::optional<int> cpus(std::string_view membership, std::string_view mounts, const Files& files) {
  return cgroup_cpus(membership, mounts, [&](const std::string& path) {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  });
}

std::optional<std::uint64_t> memory(std::string_view membership, std::string_view mounts,
                                    const Files& files) {
  return cgroup_memory(membership, mounts, [&](const std::string& path) {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  });
}

std::optional<int> slurm(const std::map<std::string, std::string>& variables) {
  return slurm_cpus([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

constexpr const char* kVersion2 = "35 24 0:30 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n";
/// The mixed way: version 1 for most things, and an empty version 2 beside it.
constexpr const char* kMixed =
    "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
    "33 31 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";

TEST(CgroupCpus, AreTheQuotaOfVersion2RoundedUp) {
  EXPECT_EQ(cpus("0::/job\n", kVersion2, {{"/sys/fs/cgroup/job/cpu.max", "250000 100000\n"}}), 3);
  EXPECT_EQ(cpus("0::/job\n", kVersion2, {{"/sys/fs/cgroup/job/cpu.max", "1000 100000\n"}}), 1);
}

TEST(CgroupCpus, AreTheLeastOfAllGroupsAbove) {
  EXPECT_EQ(cpus("0::/slurm/job/step\n", kVersion2,
                 {{"/sys/fs/cgroup/slurm/job/step/cpu.max", "max 100000\n"},
                  {"/sys/fs/cgroup/slurm/job/cpu.max", "400000 100000\n"},
                  {"/sys/fs/cgroup/slurm/cpu.max", "800000 100000\n"}}),
            4);
}

TEST(CgroupCpus, AreUnknownWithoutAQuota) {
  EXPECT_EQ(cpus("0::/job\n", kVersion2, {{"/sys/fs/cgroup/job/cpu.max", "max 100000\n"}}),
            std::nullopt);
  EXPECT_EQ(cpus("0::/\n", kVersion2, {}), std::nullopt);
  EXPECT_EQ(cpus("5:cpu,cpuacct:/job\n", kMixed,
                 {{"/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "-1\n"},
                  {"/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n"}}),
            std::nullopt);
}

TEST(CgroupCpus, AreTheQuotaOfVersion1BesideAnEmptyVersion2) {
  EXPECT_EQ(cpus("9:cpuset:/other\n5:cpu,cpuacct:/job\n0::/\n", kMixed,
                 {{"/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "600000\n"},
                  {"/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n"}}),
            6);
}

/// A container without a name space of its own: the path is the machine's, the mount only its part.
TEST(CgroupCpus, AreFoundWhereOnlyAPartIsMounted) {
  EXPECT_EQ(cpus("0::/docker/abc/inner\n", "35 24 0:30 /docker/abc /cg rw - cgroup2 cgroup2 rw\n",
                 {{"/cg/inner/cpu.max", "max 100000"}, {"/cg/cpu.max", "200000 100000"}}),
            2);
  EXPECT_EQ(cpus("0::/docker/abcdef\n", "35 24 0:30 /docker/abc /cg rw - cgroup2 cgroup2 rw\n",
                 {{"/cgdef/cpu.max", "300000 100000"}, {"/cg/cpu.max", "200000 100000"}}),
            2);
}

TEST(CgroupCpus, AreThoseOfTheMountWhereThePathLeadsOutOfIt) {
  EXPECT_EQ(cpus("0::/../other\n", kVersion2,
                 {{"/sys/fs/cgroup/../other/cpu.max", "100000 100000"},
                  {"/sys/fs/cgroup/cpu.max", "500000 100000"}}),
            5);
}

TEST(CgroupCpus, AreFoundBelowAMountWithSpacesInItsName) {
  EXPECT_EQ(cpus("0::/\n", "35 24 0:30 / /c\\040g rw - cgroup2 cgroup2 rw\n",
                 {{"/c g/cpu.max", "700000 100000"}}),
            7);
}

TEST(CgroupCpus, AreUnknownWhereTextsAreDamaged) {
  EXPECT_EQ(cpus("", "", {}), std::nullopt);
  EXPECT_EQ(cpus("0:\n:\nno colon\n", "- \n1 2 3\n35 24 0:30 / - cgroup2\n\\\\04", {}),
            std::nullopt);
  for (const char* text : {"", "100000", "x y", "100000 0", "-5 100000", "nan 100000", "5 nan"}) {
    EXPECT_EQ(cpus("0::/\n", kVersion2, {{"/sys/fs/cgroup/cpu.max", text}}), std::nullopt) << text;
  }
}

TEST(SlurmCpus, AreTheLeastThatSlurmSays) {
  EXPECT_EQ(slurm({{"SLURM_CPUS_PER_TASK", "4"}, {"SLURM_CPUS_ON_NODE", "16"}}), 4);
  EXPECT_EQ(slurm({{"SLURM_CPUS_ON_NODE", "16"}}), 16);
  EXPECT_EQ(slurm({{"SLURM_CPUS_PER_TASK", "32"}, {"SLURM_CPUS_ON_NODE", "16"}}), 16);
}

TEST(SlurmCpus, AreUnknownOutsideOfSlurmAndWhereTheyAreNoNumbers) {
  EXPECT_EQ(slurm({}), std::nullopt);
  for (const char* text : {"", "0", "-2", "4x", "many", "99999999999999999999"}) {
    EXPECT_EQ(slurm({{"SLURM_CPUS_PER_TASK", text}}), std::nullopt) << text;
  }
}

TEST(CgroupMemory, IsTheLeastLimitOfAllGroupsAbove) {
  EXPECT_EQ(memory("0::/slice/job\n", kVersion2,
                   {{"/sys/fs/cgroup/slice/job/memory.max", "max\n"},
                    {"/sys/fs/cgroup/slice/memory.max", "1000\n"}}),
            1000U);
}

TEST(CgroupMemory, IsThatOfVersion1WhereMemoryIsItsMatter) {
  constexpr const char* kMounts =
      "33 31 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";
  EXPECT_EQ(memory("4:memory:/job\n", kMounts,
                   {{"/sys/fs/cgroup/memory/job/memory.limit_in_bytes", "4096\n"}}),
            4096U);
}

TEST(CgroupMemory, IsUnknownWhereNothingIsSaid) {
  EXPECT_EQ(memory("0::/\n", kVersion2, {}), std::nullopt);
}

}  // namespace
}  // namespace yanbi
