"""What a line may be filled with: lists, places and agencies to choose from."""
