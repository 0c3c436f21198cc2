package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;

/** A picture that is named by an address on the network. */
public final class PictureOnNetworkException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file and line
   * @param address as it is written there
   */
  public PictureOnNetworkException(String where, String address) {
    super(
        "%s: the picture is an address on the network, %s; expected a file"
            .formatted(where, address.length() > 200 ? address.substring(0, 200) : address),
        "Nothing is downloaded while reading. Download the pictures first, for example with"
            + " img2dataset, and name the files in the table.");
  }
}
