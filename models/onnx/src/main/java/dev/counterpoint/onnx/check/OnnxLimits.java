package dev.counterpoint.onnx.check;

import java.util.Set;

/**
 * How large and how intricate a model may be that {@link OnnxVerifier} lets pass.
 *
 * @param fileBytes bytes of the file; at most 2^31 - 9, for it is read into one array
 * @param nesting messages inside messages of the file; a graph inside a node takes three
 * @param nodes nodes in all graphs, with every call of a function counted as the nodes that it
 *     stands for
 * @param attributes attributes of all nodes
 * @param tensors tensors in the file: initializers and those in attributes
 * @param rank dimensions of a tensor
 * @param dimension length of one dimension
 * @param elements elements of one tensor, where the file states its shape
 * @param producedElements elements that one node is told to make by a constant in the file, as
 *     {@code ConstantOfShape} and {@code Expand} are
 * @param graphDepth graphs inside graphs, as of {@code If} and {@code Loop}
 * @param functionDepth functions that call functions
 * @param oldestOpset lowest version of the standard operators
 * @param newestOpset highest version of the standard operators; not above 22, the last one that is
 *     known here
 * @param newestIr highest version of the file format; not above 10, the last one that is known here
 * @param customDomains operator domains beyond ONNX's own whose nodes may pass, such as {@code
 *     com.microsoft}; what their operators do is then not checked
 */
public record OnnxLimits(
    int fileBytes,
    int nesting,
    int nodes,
    int attributes,
    int tensors,
    int rank,
    long dimension,
    long elements,
    long producedElements,
    int graphDepth,
    int functionDepth,
    int oldestOpset,
    int newestOpset,
    int newestIr,
    Set<String> customDomains) {

  /** The longest array that every JVM can make. */
  static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * Copies the domains and checks the numbers.
   *
   * @throws IllegalArgumentException if a limit is below 1, or beyond what can be judged
   */
  public OnnxLimits {
    customDomains = Set.copyOf(customDomains);
    check("fileBytes", fileBytes, LONGEST_ARRAY);
    // Each level is a frame or two on the stack of the thread that verifies.
    check("nesting", nesting, 100);
    check("nodes", nodes, Integer.MAX_VALUE);
    check("attributes", attributes, Integer.MAX_VALUE);
    check("tensors", tensors, Integer.MAX_VALUE);
    check("rank", rank, 1_000);
    check("dimension", dimension, Long.MAX_VALUE);
    check("elements", elements, Long.MAX_VALUE / 128);
    check("producedElements", producedElements, Long.MAX_VALUE / 128);
    check("graphDepth", graphDepth, 30);
    check("functionDepth", functionDepth, 100);
    check("oldestOpset", oldestOpset, newestOpset);
    check("newestOpset", newestOpset, Operators.NEWEST);
    check("newestIr", newestIr, 10);
  }

  /**
   * What suits encoders and classifiers of any usual size: files below 2 GiB, tensors of up to 2^31
   * elements, constants that make up to 2^27 elements (512 MiB of float32), standard operators of
   * versions 7 to 22, no custom ones.
   */
  public static OnnxLimits standard() {
    return new OnnxLimits(
        LONGEST_ARRAY,
        64,
        200_000,
        1_000_000,
        200_000,
        32,
        1L << 31,
        1L << 31,
        1L << 27,
        8,
        16,
        7,
        Operators.NEWEST,
        10,
        Set.of());
  }

  /** The same limits with files of at most so many bytes. */
  public OnnxLimits withFileBytes(int bytes) {
    return copy(bytes, nodes, producedElements, customDomains);
  }

  /** The same limits with at most so many nodes. */
  public OnnxLimits withNodes(int count) {
    return copy(fileBytes, count, producedElements, customDomains);
  }

  /** The same limits with constants that make at most so many elements. */
  public OnnxLimits withProducedElements(long count) {
    return copy(fileBytes, nodes, count, customDomains);
  }

  /** The same limits with these domains of custom operators let pass, and no others. */
  public OnnxLimits withCustomDomains(Set<String> domains) {
    return copy(fileBytes, nodes, producedElements, domains);
  }

  private OnnxLimits copy(int bytes, int nodeCount, long produced, Set<String> domains) {
    return new OnnxLimits(
        bytes,
        nesting,
        nodeCount,
        attributes,
        tensors,
        rank,
        dimension,
        elements,
        produced,
        graphDepth,
        functionDepth,
        oldestOpset,
        newestOpset,
        newestIr,
        domains);
  }

  private static void check(String name, long value, long highest) {
    if (value < 1 || value > highest) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, not %d".formatted(name, highest, value));
    }
  }
}
