// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/native_type.hpp"

#include <bit>

namespace yanbi::hdf5 {

static_assert(std::endian::native == std::endian::little);

namespace {

hid_t number_type(Type type) {
  switch (type) {
    case Type::kInt8:
      return H5T_STD_I8LE;
    case Type::kUint8:
      return H5T_STD_U8LE;
    case Type::kInt16:
      return H5T_STD_I16LE;
    case Type::kUint16:
      return H5T_STD_U16LE;
    case Type::kInt32:
      return H5T_STD_I32LE;
    case Type::kUint32:
      return H5T_STD_U32LE;
    case Type::kInt64:
      return H5T_STD_I64LE;
    case Type::kUint64:
      return H5T_STD_U64LE;
    case Type::kFloat:
      return H5T_IEEE_F32LE;
    case Type::kDouble:
      return H5T_IEEE_F64LE;
    case Type::kChar:
    case Type::kText:
      break;
  }
  return H5T_C_S1;
}

}  // namespace

Handle native_type(Type type) {
  Handle copy(H5Tcopy(number_type(type)), &H5Tclose, "copying a type");
  if (type == Type::kText) {
    check(H5Tset_size(copy.get(), H5T_VARIABLE), "making a text type");
    check(H5Tset_cset(copy.get(), H5T_CSET_UTF8), "making a text type");
  }
  return copy;
}

std::size_t size_of(Type type) {
  switch (type) {
    case Type::kInt8:
    case Type::kUint8:
    case Type::kChar:
      return 1;
    case Type::kInt16:
    case Type::kUint16:
      return 2;
    case Type::kInt32:
    case Type::kUint32:
    case Type::kFloat:
      return 4;
    case Type::kInt64:
    case Type::kUint64:
    case Type::kDouble:
      return 8;
    case Type::kText:
      break;
  }
  return sizeof(char*);
}

}  // namespace yanbi::hdf5
