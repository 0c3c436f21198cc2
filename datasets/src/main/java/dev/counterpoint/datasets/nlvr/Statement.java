package dev.counterpoint.datasets.nlvr;

/**
 * A statement about a picture.
 *
 * @param example its index among the pictures
 * @param sentence what is said
 * @param group what says the same: the number of the sentence
 * @param pictures which pictures belong together: the identifier, without the permutation
 * @param truth whether it holds
 */
record Statement(int example, String sentence, String group, String pictures, boolean truth) {}
