package dev.counterpoint.models.contribution;

/** What a model reads of a modality that is absent. */
public enum Absence {
  /** Features of zero; a projection without bias is zero, too. */
  ZERO,
  /** The mean of the features over training examples. */
  MEAN,
  /**
   * The features of another example of the same set: what is typical stays, what goes with this
   * label and these other modalities is lost. Absent modalities are permuted each on its own.
   */
  PERMUTED
}
