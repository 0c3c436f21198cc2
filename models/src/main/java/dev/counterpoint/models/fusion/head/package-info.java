/** Ways to fuse the features of several modalities into the scores of classes. */
package dev.counterpoint.models.fusion.head;
