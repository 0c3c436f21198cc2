/** Audio-visual digits: pictures of digits paired with spoken ones, as hard as one wants. */
package dev.counterpoint.datasets.audiovisual;
