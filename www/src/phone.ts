/** The invented firm's telephone number. */
export const PHONE = "400-555-0100";
