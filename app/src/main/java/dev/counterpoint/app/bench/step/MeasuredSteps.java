package dev.counterpoint.app.bench.step;

import java.util.Optional;

/** The steps that can be measured, by name. */
public final class MeasuredSteps {

  private MeasuredSteps() {}

  /**
   * Puts a step together; loads the engine.
   *
   * @param name of a recipe of coloured digits, or that of {@link Towers}, {@link PictureClip} or
   *     {@link Fusions}
   * @param batchSize examples a step
   * @param side pixels of a side of the pictures; 0 where it is the step's to say
   * @param fresh whether each step makes its own batch; of recipes alone
   */
  public static MeasuredStep of(String name, int batchSize, int side, boolean fresh) {
    Optional<Fusions> fusion = Fusions.named(name);
    if (fusion.isPresent()) {
      return new FusionStep(fusion.get(), batchSize);
    }
    Optional<PictureClip> pictures = PictureClip.named(name);
    if (pictures.isPresent()) {
      return pictures.get().step(batchSize, side);
    }
    Optional<Towers> towers = Towers.named(name);
    return towers.isPresent()
        ? TowersStep.of(side == 0 ? towers.get() : towers.get().withSide(side), batchSize)
        : new OurStep(name, batchSize, fresh);
  }
}
