package dev.counterpoint.datasets.digits;

/** Where the digits of a run came from. */
public enum Origin {
  /** The folder with the four files was named ({@code --digits DIR}). */
  GIVEN_FOLDER,
  /** They are in the data folder that was named ({@code --data DIR}). */
  DATA_FOLDER,
  /** They are in the data folder that the environment names. */
  ENVIRONMENT,
  /** An earlier download had left them in the user's cache. */
  CACHE,
  /** They were downloaded into the user's cache just now. */
  DOWNLOAD,
  /** The program drew them itself. */
  RENDERED
}
