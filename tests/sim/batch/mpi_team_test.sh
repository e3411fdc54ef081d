#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs one test as an MPI job and holds the job to the exit status that it should have.
#   mpi_team_test.sh MPI_HERE PROGRAM TEST RANKS STATUS
set -euo pipefail

mpi_here="$1" program="$2" test="$3" ranks="$4" expected="$5"
YANBI_MPI_TEST_FOLDER="$(mktemp -d)"
export YANBI_MPI_TEST_FOLDER
trap 'rm -rf "$YANBI_MPI_TEST_FOLDER"' EXIT

status=0
"$mpi_here" "$ranks" "$program" --gtest_filter="$test" || status=$?
if ((status != expected)); then
  echo "The job ended with status $status, want $expected." >&2
  exit 1
fi
