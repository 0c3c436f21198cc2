package dev.counterpoint.models.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.DisagreementBound;
import dev.counterpoint.models.interactions.bounds.RedundancyBound;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every distribution. */
class DecompositionPropertiesTest {

  private static final double OFF = 2e-7;

  @Provide
  Arbitrary<JointDistribution> distributions() {
    return Distributions.any();
  }

  @Property
  void partsAreNotNegativeAndSumToWhatIsKnown(@ForAll("distributions") JointDistribution p) {
    Decomposition d = Decomposition.of(p);
    PairwiseMargins margins = p.margins();

    assertThat(d.gap()).isBetween(0.0, 1e-7);
    assertThat(d.redundancy()).isNotNegative();
    assertThat(d.firstUnique()).isNotNegative();
    assertThat(d.secondUnique()).isNotNegative();
    assertThat(d.synergy()).isNotNegative();
    assertThat(d.information()).isCloseTo(p.information(), within(1e-7));
    assertThat(d.redundancy() + d.firstUnique())
        .isCloseTo(margins.firstInformation(), within(1e-12));
    assertThat(d.redundancy() + d.secondUnique())
        .isCloseTo(margins.secondInformation(), within(1e-12));
  }

  @Property(tries = 300)
  void theLeastInformativeHasTheMarginsAndThisInformation(
      @ForAll("distributions") JointDistribution p) {
    PairwiseMargins margins = p.margins();
    UnimodalInformation found = UnimodalInformation.of(margins.firstLabel(), margins.secondLabel());

    PairwiseMargins least = JointDistribution.of(found.least()).margins();

    for (int i = 0; i < p.firstSymbols(); i++) {
      assertThat(least.firstLabel()[i]).containsExactly(margins.firstLabel()[i], within(1e-12));
    }
    for (int j = 0; j < p.secondSymbols(); j++) {
      assertThat(least.secondLabel()[j]).containsExactly(margins.secondLabel()[j], within(1e-12));
    }
    assertThat(Information.mutual(found.least())).isCloseTo(found.leastInformation(), within(OFF));
  }

  @Property(tries = 300)
  void swappingTheModalitiesSwapsTheUniquenesses(@ForAll("distributions") JointDistribution p) {
    Decomposition d = Decomposition.of(p);
    Decomposition swapped = Decomposition.of(p.swapped());

    assertThat(swapped.firstUnique()).isCloseTo(d.secondUnique(), within(OFF));
    assertThat(swapped.secondUnique()).isCloseTo(d.firstUnique(), within(OFF));
    assertThat(swapped.redundancy()).isCloseTo(d.redundancy(), within(OFF));
    assertThat(swapped.synergy()).isCloseTo(d.synergy(), within(OFF));
  }

  @Property(tries = 300)
  void otherNumbersForSymbolsChangeNothing(@ForAll("distributions") JointDistribution p) {
    Decomposition d = Decomposition.of(p);
    Decomposition turned =
        Decomposition.of(
            Distributions.mapped(
                p,
                i -> (i + 1) % p.firstSymbols(),
                j -> p.secondSymbols() - 1 - j,
                y -> (y + 1) % p.labels()));

    assertThat(turned.redundancy()).isCloseTo(d.redundancy(), within(OFF));
    assertThat(turned.firstUnique()).isCloseTo(d.firstUnique(), within(OFF));
    assertThat(turned.synergy()).isCloseTo(d.synergy(), within(OFF));
  }

  /**
   * What is known of x1 can only become less when two of its symbols become one: all information,
   * and that of x1, and its uniqueness. That of x2 alone stays, so that its uniqueness grows as the
   * redundancy falls.
   */
  @Property(tries = 300)
  void mergingSymbolsOfOneModalityTellsNoMore(@ForAll("distributions") JointDistribution p) {
    JointDistribution coarse = Distributions.mapped(p, i -> i == 1 ? 0 : i, j -> j, y -> y);
    Decomposition before = Decomposition.of(p);
    Decomposition after = Decomposition.of(coarse);

    assertThat(coarse.information()).isLessThanOrEqualTo(p.information() + 1e-12);
    assertThat(coarse.margins().firstInformation())
        .isLessThanOrEqualTo(p.margins().firstInformation() + 1e-12);
    assertThat(after.firstUnique()).isLessThanOrEqualTo(before.firstUnique() + OFF);
    assertThat(after.redundancy()).isLessThanOrEqualTo(before.redundancy() + OFF);
    assertThat(after.secondUnique()).isGreaterThanOrEqualTo(before.secondUnique() - OFF);
  }

  @Property(tries = 300)
  void boundsOnSynergyHold(@ForAll("distributions") JointDistribution p) {
    double synergy = Decomposition.of(p).synergy();
    PairwiseMargins known = p.margins();

    for (RedundancyBound form : RedundancyBound.values()) {
      assertThat(SynergyBounds.of(known, form, DisagreementBound.PROVED).byRedundancy())
          .as(form.name())
          .isLessThanOrEqualTo(synergy + 1e-6);
    }
    for (DisagreementBound form :
        new DisagreementBound[] {DisagreementBound.PROVED, DisagreementBound.QUARTER}) {
      assertThat(SynergyBounds.of(known, RedundancyBound.FIRST, form).byDisagreement())
          .as(form.name())
          .isLessThanOrEqualTo(synergy + 1e-6);
    }
    assertThat(SynergyBounds.of(known).upper()).isGreaterThanOrEqualTo(synergy - 1e-6);
  }

  @Property(tries = 300)
  void boundsOnAccuracyHold(@ForAll("distributions") JointDistribution p) {
    PairwiseMargins known = p.margins();
    double information = p.information();

    AccuracyBounds exact = AccuracyBounds.of(known, information, information);
    AccuracyBounds without = AccuracyBounds.of(known, SynergyBounds.of(known));
    AccuracyBounds paper = AccuracyBounds.asInPaper(known, information, information);

    assertThat(p.bestAccuracy()).isBetween(exact.lower() - 1e-9, exact.upper() + 1e-9);
    assertThat(p.bestAccuracy()).isBetween(without.lower() - 1e-6, without.upper() + 1e-6);
    assertThat(p.bestAccuracy()).isGreaterThanOrEqualTo(paper.lower() - 1e-9);
  }
}
