package dev.counterpoint.app.natives;

import dev.counterpoint.datasets.download.Host;
import java.util.Optional;

/**
 * Whose libraries PyTorch's engine loads.
 *
 * @param kind of libraries
 * @param why what decided it, for people
 */
public record NativesChoice(Kind kind, String why) {

  /** The variable that chooses: {@code cpu} or {@code cuda}. */
  public static final String VARIABLE = "COUNTERPOINT_NATIVES";

  static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

  /** Where libraries come from. */
  public enum Kind {
    /** Maven's, for the CPU; DJL unpacks them. */
    CPU("for the CPU, from Maven"),

    /** Maven's, with CUDA; unpacked by {@link Natives}. */
    CUDA("for CUDA, from Maven"),

    /** An installation of the user's own. */
    OWN("your own PyTorch");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * What these variables choose.
   *
   * @throws NativesException.WrongSetting if {@code COUNTERPOINT_NATIVES} is neither
   */
  public static NativesChoice of(Host host) {
    String wish = host.variable(VARIABLE).orElse("");
    if (!wish.isEmpty() && !wish.equals("cpu") && !wish.equals("cuda")) {
      throw new NativesException.WrongSetting(
          VARIABLE + ": expected cpu or cuda, found '" + wish + "'", "Unset it for the CPU's.");
    }
    Optional<String> own = host.variable(LIBRARY_PATH);
    if (own.isPresent()) {
      return new NativesChoice(
          Kind.OWN,
          LIBRARY_PATH
              + " is set"
              + (wish.isEmpty() ? "" : ", which goes before " + VARIABLE + "=" + wish));
    }
    if (wish.isEmpty()) {
      return new NativesChoice(
          Kind.CPU, "the default; --cuda before the command chooses those for CUDA");
    }
    return new NativesChoice(
        wish.equals("cuda") ? Kind.CUDA : Kind.CPU,
        VARIABLE + "=" + wish + (wish.equals("cuda") ? ", which is --cuda" : ""));
  }
}
