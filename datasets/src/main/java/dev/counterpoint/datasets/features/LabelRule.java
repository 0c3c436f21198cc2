package dev.counterpoint.datasets.features;

/** How numbers become classes. */
public enum LabelRule {
  /** They are whole numbers from 0, the indices of the classes. */
  CLASSES,
  /** Two classes, above 0 or not: for scores such as the sentiment of MOSI and MOSEI, -3 to 3. */
  POSITIVE
}
