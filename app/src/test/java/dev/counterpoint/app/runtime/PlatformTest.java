package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {

  private static final Platform LINUX = new Platform("Linux", "amd64");
  private static final Platform MAC = new Platform("Mac OS X", "aarch64");

  /** As ONNX Runtime, DJL, zstd-jni, snappy, JNA and JLine name theirs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
        "native/lib/linux-x86_64/cpu/libtokenizers.so",
        "jnilib/linux-x86_64/cu128/libdjl_torch.so",
        "pytorch/cpu/linux-x86_64/libgomp-98b21ff3.so.1",
        "linux/amd64/libzstd-jni-1.5.7-15.so",
        "org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so",
        "org/xerial/snappy/native/Linux/x86_64-musl/libsnappyjava.so",
        "com/sun/jna/linux-x86-64/libjnidispatch.so",
        "org/jline/nativ/Linux/x86_64/libjlinenative.so"
      })
  void keepsItsOwn(String entry) {
    assertThat(LINUX.foreign(entry)).isFalse();
    assertThat(MAC.foreign(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
        "ai/onnxruntime/native/win-x64/onnxruntime.pdb",
        "native/lib/win-x86_64/cpu/libstdc++-6.dll",
        "linux/i386/libzstd-jni-1.5.7-15.so",
        "freebsd/amd64/libzstd-jni-1.5.7-15.so",
        "org/xerial/snappy/native/AIX/ppc64/libsnappyjava.a",
        "org/xerial/snappy/native/Linux/android-arm/libsnappyjava.so",
        "org/xerial/snappy/native/Linux/x86/libsnappyjava.so",
        "com/sun/jna/linux-x86/libjnidispatch.so",
        "com/sun/jna/win32-x86-64/jnidispatch.dll",
        "org/jline/nativ/Linux/arm64/libjlinenative.so"
      })
  void leavesOthersOut(String entry) {
    assertThat(LINUX.foreign(entry)).isTrue();
    assertThat(MAC.foreign(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Contents/Resources/DWARF/x",
        "darwin/aarch64/libzstd-jni-1.5.7-15.dylib",
        "org/xerial/snappy/native/Mac/aarch64/libsnappyjava.dylib"
      })
  void ofAMacIsKeptThereAndNotOnLinux(String entry) {
    assertThat(MAC.foreign(entry)).isFalse();
    assertThat(LINUX.foreign(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/sun/jna/platform/win32/Kernel32.class",
        "native/lib/pytorch.properties",
        "somewhere/libunknown.so",
        "libunknown.so",
        "META-INF/native-image/linux-aarch64/config.json"
      })
  void whatIsNoNativeOrNamesNoPlatformIsKept(String entry) {
    assertThat(LINUX.foreign(entry)).isFalse();
  }

  @Test
  void onAnUnknownPlatformAllIsKept() {
    assertThat(new Platform("Plan 9", "amd64").foreign("win-x64/a.dll")).isFalse();
    assertThat(new Platform("Linux", "riscv64").foreign("win-x64/a.dll")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, Linux x86_64",
    "Linux, aarch64, Linux aarch64",
    "Mac OS X, aarch64, Darwin arm64"
  })
  void saysWhatUnameSays(String system, String architecture, String uname) {
    assertThat(new Platform(system, architecture).uname()).isEqualTo(uname);
  }
}
