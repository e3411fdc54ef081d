# SPDX-License-Identifier: Apache-2.0
# Spack's recipe for Yanbi. It names no address to download from: build the checkout that it lies in,
#   spack repo add packaging/spack
#   spack dev-build yanbi@main
from spack.package import *


class Yanbi(CMakePackage):
    """Batch simulation of city-wide sheltering, scored district by district."""

    license("Apache-2.0")

    version("main")

    variant("import", default=False, description="Build cities and hazards from outside formats (GDAL, PROJ)")
    variant("mpi", default=True, description="Let the ranks of an MPI job work on a batch together")

    requires("%gcc@12:", "%clang@14:", policy="one_of", msg="C++20 as GCC 12 and Clang 14 have it")

    depends_on("cxx", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("ninja", type="build")
    depends_on("pkgconfig", type="build")

    depends_on("fmt@9:")
    depends_on("spdlog@1.10: +shared fmt_external")
    depends_on("tbb")
    depends_on("boost@1.74: +graph")
    depends_on("hdf5@1.10: +hl ~mpi")
    depends_on("tomlplusplus@3.3:")
    depends_on("xxhash")
    depends_on("libdeflate")
    depends_on("zstd")
    depends_on("random123", type="build")
    depends_on("cli11@2.1:", type="build")
    depends_on("nlohmann-json@3.11:", type="build")
    depends_on("mpi@3:", when="+mpi")

    with when("+import"):
        depends_on("gdal@3.6:")
        depends_on("proj@9:")
        depends_on("libosmium", type="build")
        depends_on("protozero", type="build")
        depends_on("expat")
        depends_on("zlib-api")
        depends_on("bzip2")

    generator("ninja")

    def cmake_args(self):
        return [
            self.define_from_variant("YANBI_IMPORT", "import"),
            self.define_from_variant("YANBI_MPI", "mpi"),
            self.define("YANBI_BUILD_TESTS", False),
        ]

    @run_after("install")
    @on_package_attributes(run_tests=True)
    def check_defaults(self):
        """The command starts and knows its parameters."""
        Executable(self.prefix.bin.yanbi)("run", "--print-defaults", output=str)
