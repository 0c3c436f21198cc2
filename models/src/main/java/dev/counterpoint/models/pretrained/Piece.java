package dev.counterpoint.models.pretrained;

import java.util.List;

/**
 * Where one parameter of ours comes from.
 *
 * @param parameter its name below its block
 * @param form how it is made of the tensors
 * @param tensors their names in the file
 */
record Piece(String parameter, Form form, List<String> tensors) {

  /** How a parameter is made of tensors. */
  enum Form {
    /** It is the tensor. */
    AS_IS,
    /** It is the tensor with rows and columns exchanged. */
    TRANSPOSED,
    /** It is the tensors one below the other. */
    STACKED
  }

  static Piece asIs(String parameter, String tensor) {
    return new Piece(parameter, Form.AS_IS, List.of(tensor));
  }

  static Piece transposed(String parameter, String tensor) {
    return new Piece(parameter, Form.TRANSPOSED, List.of(tensor));
  }

  static Piece stacked(String parameter, String... tensors) {
    return new Piece(parameter, Form.STACKED, List.of(tensors));
  }
}
