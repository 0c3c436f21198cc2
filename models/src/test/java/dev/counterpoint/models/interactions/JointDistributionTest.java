package dev.counterpoint.models.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointDistributionTest {

  private static final double[][] HALVES = {{0.5, 0}, {0, 0.5}};

  private static void refused(ThrowingCallable call, String problem) {
    assertThatThrownBy(call)
        .isInstanceOf(MalformedDistributionException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void samplesAreCounted() {
    JointDistribution p =
        JointDistribution.ofSamples(
            new int[] {0, 0, 1, 2}, new int[] {1, 1, 0, 0}, new int[] {0, 1, 1, 1});

    assertThat(p.firstSymbols()).isEqualTo(3);
    assertThat(p.secondSymbols()).isEqualTo(2);
    assertThat(p.labels()).isEqualTo(2);
    assertThat(p.at(0, 1, 1)).isEqualTo(0.25);
    assertThat(p.at(2, 1, 0)).isZero();
    assertThat(p.bestAccuracy()).isEqualTo(0.75);
    assertThat(p.margins().bestUnimodalAccuracy()).isEqualTo(0.75);
  }

  @Test
  void informationOfAKnownTable() {
    JointDistribution xor = Distributions.uniform(2, 2, 2, (a, b) -> a ^ b);

    assertThat(xor.information()).isCloseTo(1, within(1e-12));
    assertThat(xor.margins().firstInformation()).isCloseTo(0, within(1e-12));
    assertThat(xor.margins().sharedByModalities()).isCloseTo(0, within(1e-12));
    assertThat(xor.margins().labelEntropy()).isCloseTo(1, within(1e-12));
    assertThat(Information.entropy(xor.table())).isCloseTo(2, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-3, Double.NaN, Double.POSITIVE_INFINITY})
  void cellsMustBeProbabilities(double cell) {
    refused(
        () -> JointDistribution.of(new double[][][] {{{cell, 0.5}, {0.2, 0.3}}}),
        "cell (0, 0) is " + cell);
  }

  @Test
  void cellsMustSumToOne() {
    refused(() -> JointDistribution.of(new double[][][] {{{0.2, 0.2}, {0.2, 0.3}}}), "expected 1");
    refused(() -> JointDistribution.ofCounts(new long[][][] {{{0, 0}}}), "at least 1");
    refused(() -> JointDistribution.ofCounts(new long[][][] {{{-1, 3}}}), "cell (0, 0) is -0.5");
  }

  @Test
  void aTableMustBeOne() {
    refused(() -> JointDistribution.of(new double[0][][]), "empty");
    refused(() -> JointDistribution.of(new double[1][0][]), "empty");
    refused(() -> JointDistribution.of(new double[][][] {{{1, 0}}, {{0, 0}, {0, 0}}}), "x1 = 1");
    refused(() -> JointDistribution.of(new double[][][] {{{0.5, 0.5}, {0}}}), "row 1 has 1");
  }

  @Test
  void aSingleLabelIsNothingToTell() {
    refused(() -> JointDistribution.of(new double[][][] {{{1}}}), "a single label");
    refused(() -> JointDistribution.of(new double[][][] {{{0.5, 0}, {0.5, 0}}}), "a single label");
    refused(
        () -> JointDistribution.ofSamples(new int[] {0, 1}, new int[] {0, 1}, new int[] {1, 1}),
        "a single label");
  }

  @Test
  void oneSampleIsTooFew() {
    refused(
        () -> JointDistribution.ofSamples(new int[] {0}, new int[] {0}, new int[] {0}),
        "there are 1 examples");
    refused(
        () -> JointDistribution.ofSamples(new int[0], new int[0], new int[0]),
        "there are 0 examples");
  }

  @Test
  void samplesMustBeNumberedFromZeroAndComeTogether() {
    refused(
        () -> JointDistribution.ofSamples(new int[] {0, -1}, new int[] {0, 1}, new int[] {0, 1}),
        "x1 of example 1 is -1");
    refused(
        () -> JointDistribution.ofSamples(new int[] {0}, new int[] {0, 1}, new int[] {0, 1}),
        "1 examples of x1, 2 of x2, 2 labels");
    refused(
        () ->
            JointDistribution.ofSamples(
                new int[] {0, 70_000}, new int[] {0, 70_000}, new int[] {0, 1}),
        "cells are more than");
  }

  @Test
  void cellsAreAddedAndChecked() {
    int[] symbols = {0, 1, 1};
    JointDistribution p =
        JointDistribution.ofCells(symbols, symbols, symbols, new double[] {0.5, 0.2, 0.3});

    assertThat(p.at(1, 1, 1)).isCloseTo(0.5, within(1e-12));
    refused(
        () -> JointDistribution.ofCells(symbols, symbols, symbols, new double[] {0.5, -0.2, 0.7}),
        "the probability of x1 = 1, x2 = 1, y = 1 is -0.2");
    refused(
        () -> JointDistribution.ofCells(symbols, symbols, symbols, new double[] {1}),
        "3 labels, 1 probabilities");
  }

  @Test
  void marginsMustAgree() {
    double[][] other = {{0.4, 0}, {0, 0.6}};
    refused(() -> new PairwiseMargins(HALVES, other, HALVES), "p(y) of 0 is 0.5");
    refused(
        () -> new PairwiseMargins(HALVES, HALVES, new double[][] {{0.5, 0.1}, {0, 0.4}}),
        "p(x1) of 0");
    refused(
        () -> new PairwiseMargins(HALVES, HALVES, new double[][] {{0.5}, {0.5}}),
        "p(x2) has 2 values in one table and 1 in another");
    refused(() -> UnimodalInformation.of(HALVES, other), "p(y) of 0");
    refused(
        () -> UnimodalInformation.of(new double[][] {{1, 0}}, new double[][] {{1, 0}}),
        "a single label");
  }
}
