/** How well two modalities find each other in one space, and how the space is filled. */
package dev.counterpoint.models.retrieval;
