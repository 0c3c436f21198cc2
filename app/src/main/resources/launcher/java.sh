# What Java is started with: sourced by the launcher of a checkout and by that of a bundle with Java.

# glibc gives large buffers back to the system after each operation, and page faults then cost a tenth
# and more of a large step; these keep them. With one arena, for others cannot hold a buffer above 64 MB
# and map each anew: a fifth of a step on 512 pictures of 64 pixels. In huge pages where the system lets
# programs ask for them, another twentieth. Without effect on other systems.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
export MALLOC_TOP_PAD_=${MALLOC_TOP_PAD_:-268435456}
export MALLOC_MMAP_MAX_=${MALLOC_MMAP_MAX_:-0}
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-4294967296}
export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}

# PyTorch's own warnings are about its inside; its errors still show.
export TORCH_CPP_LOG_LEVEL=${TORCH_CPP_LOG_LEVEL:-ERROR}

# Everything comes from Maven: DJL must not look for other natives on the network.
export DJL_OFFLINE=${DJL_OFFLINE:-true}

# run_counterpoint JAVA CLASS_PATH ARGUMENT...: becomes Java, so that signals and exit codes are Java's.
run_counterpoint() {
  local java=$1 class_path=$2
  shift 2
  # One picture is answered before the optimising compiler would pay for itself.
  local compiler=
  if [ "${1:-}" = classify ] && [ -f "${2:-}" ]; then compiler=-XX:TieredStopAtLevel=1; fi
  # So is a search with an index; one that indexes first runs long enough to reach the compiler anyway.
  if [ "${1:-}" = search ]; then
    compiler="-XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=20000 \
      -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=1000000"
  fi
  # shellcheck disable=SC2086
  exec "$java" $compiler -Xmx2g -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -Xshare:auto ${COUNTERPOINT_JAVA_OPTS:-} \
    -cp "$class_path" dev.counterpoint.app.Counterpoint "$@"
}
