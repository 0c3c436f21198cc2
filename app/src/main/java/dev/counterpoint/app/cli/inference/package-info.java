/** Commands that use trained models; they load no training code and no PyTorch. */
package dev.counterpoint.app.cli.inference;
