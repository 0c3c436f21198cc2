/** Labeled examples with several modalities, in memory, in parts for training and measuring. */
package dev.counterpoint.datasets.multimodal;
