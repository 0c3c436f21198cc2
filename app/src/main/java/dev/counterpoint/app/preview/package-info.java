/** What the data look like, for people to look at. */
package dev.counterpoint.app.preview;
